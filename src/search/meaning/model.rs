//! The sentence model: a text becomes a vector of length one, near those of texts that mean the same.

use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lru::LruCache;
use rten::{ModelOptions, NodeId, RunOptions, ThreadPool, ValueOrView};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;
use sha2::{Digest, Sha256};
use tokenizers::{Tokenizer, TruncationParams};

use super::turns::Turns;
use crate::config::ModelSource;
use crate::fs;

/// The graph of the model, in its folder.
const GRAPH: &str = "model.onnx";
/// How it takes texts apart.
const TOKENIZER: &str = "tokenizer.json";
/// Most word pieces of a text that are read: what is longer says it at its beginning.
const MOST_PIECES: usize = 128;
/// Vectors of queries that are kept: half-typed questions come again with every key and every reader.
const KEPT: NonZero<usize> = NonZero::new(512).unwrap();
/// Vectors of queries that are kept to be compared with each other.
const COMPARED: NonZero<usize> = NonZero::new(8192).unwrap();
/// Most numbers of a vector.
const MOST_DIMENSIONS: usize = 4096;
/// Texts of different length that a model must read alike before it is used.
const TRIED: [&str; 2] = ["why is it so expensive", "price"];
/// What to do where there is no model.
const WANTED: &str = "A folder for --model holds model.onnx and tokenizer.json of a sentence-transformers model; --model none searches by words alone";

/// Why there is no model.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the model cannot be read: {0}. {WANTED}")]
    File(#[from] fs::Error),
    #[error("{path} is no model that can be used: {reason}. {WANTED}")]
    Unfit { path: String, reason: String },
    #[error("this program was built without the bundled model. {WANTED}")]
    NotBundled,
}

/// A sentence model, ready to be asked from any number of threads.
pub struct Model {
    graph: rten::Model,
    inputs: Inputs,
    output: NodeId,
    tokenizer: Tokenizer,
    dimensions: usize,
    fingerprint: String,
    /// The one language that it understands; `None` where it may be several.
    language: Option<&'static str>,
    turns: Turns,
    /// For texts that nobody waits for.
    background: Arc<ThreadPool>,
    kept: Mutex<LruCache<String, Arc<[f32]>>>,
    compared: Mutex<LruCache<String, Arc<[f32]>>>,
}

struct Inputs {
    pieces: NodeId,
    mask: NodeId,
    types: Option<NodeId>,
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Model").field("dimensions", &self.dimensions).finish_non_exhaustive()
    }
}

impl Model {
    /// Loads the model and tries it; `None` where none is wanted. Takes a tenth of a second.
    pub fn load(source: &ModelSource) -> Result<Option<Model>, Error> {
        match source {
            ModelSource::Nothing => Ok(None),
            ModelSource::Bundled => bundled().map(Some),
            ModelSource::Folder(folder) => from_folder(folder).map(Some),
        }
    }

    /// Names model and tokenizer: vectors of different models cannot be compared.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The one language that it understands, as a primary subtag; `None` for a model of somebody else's, which may
    /// understand many.
    pub fn language(&self) -> Option<&'static str> {
        self.language
    }

    /// Numbers of a vector.
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// The place of a word, in lower case, among those that are whole words to the model; common ones come first.
    pub fn rank(&self, word: &str) -> Option<u32> {
        self.tokenizer.token_to_id(word)
    }

    /// The vector of a question that somebody waits for. `None` where all cores are at work on other questions for
    /// longer than `patience`, or nobody waits any more: the words alone answer then.
    pub fn ask(&self, text: &str, patience: Duration, abandoned: &dyn Fn() -> bool) -> Option<Arc<[f32]>> {
        if let Some(known) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(text) {
            return Some(known.clone());
        }
        let turn = self.turns.take(patience, abandoned)?;
        let vector: Arc<[f32]> = self.logged(text, turn.pool())?.into();
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).put(text.to_owned(), vector.clone());
        Some(vector)
    }

    /// Keeps the vector of a text that may be asked for.
    pub(super) fn remember(&self, text: &str, vector: Arc<[f32]>) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).put(text.to_owned(), vector);
    }

    /// The vector of a text that nobody waits for: steps back while somebody asks. `None` if the model cannot read it.
    pub fn embed(&self, text: &str) -> Option<Vec<f32>> {
        self.turns.give_way();
        self.logged(text, &self.background)
    }

    /// The vector of a query that is compared with others, now and again; nobody waits for it.
    pub(in crate::search) fn compared(&self, text: &str) -> Option<Arc<[f32]>> {
        if let Some(known) = self.compared_before(text) {
            return Some(known);
        }
        let vector: Arc<[f32]> = self.embed(text)?.into();
        self.compared.lock().unwrap_or_else(PoisonError::into_inner).put(text.to_owned(), vector.clone());
        Some(vector)
    }

    /// The same where it was compared before.
    pub(in crate::search) fn compared_before(&self, text: &str) -> Option<Arc<[f32]>> {
        self.compared.lock().unwrap_or_else(PoisonError::into_inner).get(text).cloned()
    }

    fn logged(&self, text: &str, pool: &Arc<ThreadPool>) -> Option<Vec<f32>> {
        match catch_unwind(AssertUnwindSafe(|| self.run(text, pool))) {
            Ok(Ok(vector)) => Some(vector),
            Ok(Err(reason)) => {
                tracing::error!(reason, "the model could not read a text");
                None
            }
            Err(_) => {
                tracing::error!("the model broke off at a text");
                None
            }
        }
    }

    fn run(&self, text: &str, pool: &Arc<ThreadPool>) -> Result<Vec<f32>, String> {
        let encoded = self.tokenizer.encode_fast(text, true).map_err(|error| error.to_string())?;
        let pieces: Vec<i32> = encoded.get_ids().iter().map(|id| i32::try_from(*id).unwrap_or_default()).collect();
        let length = pieces.len();
        let row = |numbers: Vec<i32>| ValueOrView::from(NdTensor::from_data([1, length], numbers));
        let mut inputs = vec![(self.inputs.pieces, row(pieces)), (self.inputs.mask, row(vec![1; length]))];
        inputs.extend(self.inputs.types.map(|types| (types, row(vec![0; length]))));
        let options = RunOptions::default().with_thread_pool(Some(pool.clone()));
        let [output] = self.graph.run_n(inputs, [self.output], Some(options)).map_err(|error| error.to_string())?;
        let output: rten_tensor::Tensor<f32> = output.try_into().map_err(|_| "its output is not of numbers")?;
        let vector = pooled(&output)?;
        match self.dimensions {
            0 => Ok(vector),
            told if told == vector.len() => Ok(vector),
            told => Err(format!("its vectors have {told} numbers for one text and {} for another", vector.len())),
        }
    }
}

/// The mean over the word pieces, of length one. An output of one row is that mean already.
fn pooled(output: &rten_tensor::Tensor<f32>) -> Result<Vec<f32>, String> {
    let dimensions = match *output.shape() {
        [1, pieces, dimensions] if pieces > 0 => dimensions,
        [1, dimensions] => dimensions,
        ref other => return Err(format!("its output has the shape {other:?}")),
    };
    if !(1..=MOST_DIMENSIONS).contains(&dimensions) {
        return Err(format!("its vectors have {dimensions} numbers"));
    }
    let mut sum = vec![0.0_f32; dimensions];
    for (at, number) in output.iter().enumerate() {
        sum[at % dimensions] += number;
    }
    let length = sum.iter().map(|number| number * number).sum::<f32>().sqrt();
    if !length.is_finite() || length <= 0.0 {
        return Err("its output is no direction".to_owned());
    }
    sum.iter_mut().for_each(|number| *number /= length);
    Ok(sum)
}

#[cfg(feature = "bundled-model")]
fn bundled() -> Result<Model, Error> {
    static GRAPH: &[u8] = include_bytes!("../../../models/all-minilm-l6-v2/model.onnx");
    static TOKENIZER: &[u8] = include_bytes!("../../../models/all-minilm-l6-v2/tokenizer.json");
    let graph = ModelOptions::with_all_ops().load_static_slice(GRAPH).map_err(|error| error.to_string());
    let model = ready("the bundled model", graph, TOKENIZER, fingerprint(GRAPH, TOKENIZER))?;
    Ok(Model { language: Some("en"), ..model })
}

#[cfg(not(feature = "bundled-model"))]
fn bundled() -> Result<Model, Error> {
    Err(Error::NotBundled)
}

fn from_folder(folder: &Path) -> Result<Model, Error> {
    let bytes = fs::read(&folder.join(GRAPH))?;
    let tokenizer = fs::read(&folder.join(TOKENIZER))?;
    let (path, fingerprint) = (folder.display().to_string(), fingerprint(&bytes, &tokenizer));
    let read = || {
        let graph = ModelOptions::with_all_ops().load(bytes).map_err(|error| format!("{GRAPH}: {error}"));
        ready(&path, graph, &tokenizer, fingerprint)
    };
    let broke_off = |_| Err(Error::Unfit { path: path.clone(), reason: "it is damaged".to_owned() });
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(broke_off)
}

/// First half of the hash of both files.
fn fingerprint(graph: &[u8], tokenizer: &[u8]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(graph);
    hasher.update(tokenizer);
    hasher.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn ready(
    path: &str,
    graph: Result<rten::Model, String>,
    tokenizer: &[u8],
    fingerprint: String,
) -> Result<Model, Error> {
    let unfit = |reason: String| Error::Unfit { path: path.to_owned(), reason };
    let graph = graph.map_err(&unfit)?;
    let mut tokenizer =
        Tokenizer::from_bytes(tokenizer).map_err(|error| unfit(format!("{TOKENIZER} cannot be read: {error}")))?;
    let truncation = TruncationParams { max_length: MOST_PIECES, ..TruncationParams::default() };
    tokenizer.with_truncation(Some(truncation)).map_err(|error| unfit(error.to_string()))?;
    tokenizer.with_padding(None);
    let named = |name: &str| graph.find_node(name).ok_or_else(|| unfit(format!("{GRAPH} has no `{name}`")));
    let inputs = Inputs {
        pieces: named("input_ids")?,
        mask: named("attention_mask")?,
        types: graph.find_node("token_type_ids").filter(|node| graph.input_ids().contains(node)),
    };
    let output = graph
        .find_node("last_hidden_state")
        .or_else(|| graph.output_ids().first().copied())
        .ok_or_else(|| unfit(format!("{GRAPH} has no output")))?;
    let mut model = Model {
        graph,
        inputs,
        output,
        tokenizer,
        dimensions: 0,
        fingerprint,
        language: None,
        turns: Turns::of_all_cores(),
        background: Arc::new(ThreadPool::with_num_threads(1)),
        kept: Mutex::new(LruCache::new(KEPT)),
        compared: Mutex::new(LruCache::new(COMPARED)),
    };
    for text in TRIED {
        let tried = catch_unwind(AssertUnwindSafe(|| model.run(text, &model.background)));
        let tried = tried.unwrap_or_else(|_| Err("it breaks off at the first text".to_owned()));
        model.dimensions = tried.map_err(&unfit)?.len();
    }
    Ok(model)
}

#[cfg(all(test, feature = "bundled-model"))]
mod tests {
    use super::super::{Cache, EntryVectors, Meaning, Texts};
    use super::*;
    use crate::model::Taxonomy;
    use crate::search::{Document, Index, Request, Settings};

    #[test]
    fn words_answer_while_all_turns_are_taken() {
        let model = Arc::new(bundled().unwrap());
        let document = Document { id: "lift".into(), title: "The lift is stuck".into(), ..Document::default() };
        let texts = Texts { wordings: vec![document.title.clone()], ..Texts::default() };
        let vectors = EntryVectors::of(&texts, &model, &mut Cache::default());
        let meaning = Meaning::new(model.clone()).with([("lift".to_owned(), Some(vectors))]);
        let mut index = Index::in_memory(Settings::new(&Taxonomy::default(), "en")).unwrap();
        let snapshot = index.apply(std::iter::once(document), &[]).unwrap().with_meaning(Some(Arc::new(meaning)));
        let taken: Vec<_> = std::iter::from_fn(|| model.turns.take(Duration::ZERO, &|| false)).collect();
        let by_words = snapshot.search(&Request::new("stuck lift", 10));
        assert_eq!((by_words.hits.len(), by_words.meaning), (1, false));
        assert!(snapshot.search(&Request::new("elevator", 10)).hits.is_empty());
        drop(taken);
        let by_meaning = snapshot.search(&Request::new("elevator", 10));
        assert_eq!((by_meaning.hits.len(), by_meaning.meaning), (1, true));
        // What was read once needs no turn any more.
        let _taken: Vec<_> = std::iter::from_fn(|| model.turns.take(Duration::ZERO, &|| false)).collect();
        assert!(snapshot.search(&Request::new("elevator", 10)).meaning);
    }
}
