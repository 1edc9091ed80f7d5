//! Models small enough to be written by hand: the few fields of ONNX that a graph of two nodes needs.

/// What a model answers.
#[derive(Debug, Clone, Copy)]
pub enum Answers {
    /// A vector of so many numbers for each word piece.
    Vectors(usize),
    /// One number for each word piece, in a row of its own.
    OneRow,
    /// The same without the row.
    NoRow,
    /// What is no number: 0 divided by 0.
    Nothing,
    /// The word pieces themselves.
    Pieces,
}

/// A model that reads `input` and answers so.
pub fn model(input: &str, answers: Answers) -> Vec<u8> {
    let cast = node("Cast", &[input], "numbers", &integer("to", FLOAT));
    let (mut nodes, mut constants) = (vec![cast], Vec::new());
    match answers {
        Answers::Vectors(count) => {
            constants.push(integers("last", 2));
            constants.push(row("row", count));
            nodes.push(node("Unsqueeze", &["numbers", "last"], "apart", &[]));
            nodes.push(node("MatMul", &["apart", "row"], OUTPUT, &[]));
        }
        Answers::OneRow => nodes.push(node("Neg", &["numbers"], OUTPUT, &[])),
        Answers::NoRow => {
            constants.push(integers("first", 0));
            nodes.push(node("Squeeze", &["numbers", "first"], OUTPUT, &[]));
        }
        Answers::Nothing => {
            nodes.push(node("Sub", &["numbers", "numbers"], "zero", &[]));
            nodes.push(node("Div", &["zero", "zero"], OUTPUT, &[]));
        }
        Answers::Pieces => nodes = vec![node("Identity", &[input], OUTPUT, &[])],
    }
    let mut graph = Vec::new();
    nodes.iter().for_each(|node| bytes(1, node, &mut graph));
    bytes(2, b"graph", &mut graph);
    constants.iter().for_each(|constant| bytes(5, constant, &mut graph));
    [input, "attention_mask"].iter().for_each(|name| bytes(11, &value(name, INTEGER), &mut graph));
    bytes(12, &value(OUTPUT, FLOAT), &mut graph);
    let mut opset = Vec::new();
    number(2, 13, &mut opset);
    let mut model = Vec::new();
    number(1, 8, &mut model);
    bytes(7, &graph, &mut model);
    bytes(8, &opset, &mut model);
    model
}

const OUTPUT: &str = "last_hidden_state";
const FLOAT: u64 = 1;
const INTEGER: u64 = 7;

fn node(operator: &str, inputs: &[&str], output: &str, attribute: &[u8]) -> Vec<u8> {
    let mut node = Vec::new();
    inputs.iter().for_each(|input| bytes(1, input.as_bytes(), &mut node));
    bytes(2, output.as_bytes(), &mut node);
    bytes(4, operator.as_bytes(), &mut node);
    if !attribute.is_empty() {
        bytes(5, attribute, &mut node);
    }
    node
}

/// An attribute that is a whole number.
fn integer(name: &str, is: u64) -> Vec<u8> {
    let mut attribute = Vec::new();
    bytes(1, name.as_bytes(), &mut attribute);
    number(3, is, &mut attribute);
    number(20, 2, &mut attribute);
    attribute
}

/// A list of one whole number.
fn integers(name: &str, only: i64) -> Vec<u8> {
    tensor(name, &[1], INTEGER, &only.to_le_bytes())
}

/// A row of ones, twos and threes.
fn row(name: &str, count: usize) -> Vec<u8> {
    let numbers: Vec<u8> = (0..count).flat_map(|at| ((at % 3 + 1) as f32).to_le_bytes()).collect();
    tensor(name, &[1, count as u64], FLOAT, &numbers)
}

fn tensor(name: &str, shape: &[u64], kind: u64, raw: &[u8]) -> Vec<u8> {
    let mut tensor = Vec::new();
    shape.iter().for_each(|length| number(1, *length, &mut tensor));
    number(2, kind, &mut tensor);
    bytes(8, name.as_bytes(), &mut tensor);
    bytes(9, raw, &mut tensor);
    tensor
}

/// An input or output of any shape.
fn value(name: &str, kind: u64) -> Vec<u8> {
    let (mut tensor, mut type_, mut value) = (Vec::new(), Vec::new(), Vec::new());
    number(1, kind, &mut tensor);
    bytes(1, &tensor, &mut type_);
    bytes(1, name.as_bytes(), &mut value);
    bytes(2, &type_, &mut value);
    value
}

/// A field that is a number.
fn number(field: u64, is: u64, into: &mut Vec<u8>) {
    varint(field << 3, into);
    varint(is, into);
}

/// A field of bytes: a text, or a message.
fn bytes(field: u64, is: &[u8], into: &mut Vec<u8>) {
    varint(field << 3 | 2, into);
    varint(is.len() as u64, into);
    into.extend(is);
}

fn varint(mut number: u64, into: &mut Vec<u8>) {
    while number >= 0x80 {
        into.push(number as u8 | 0x80);
        number >>= 7;
    }
    into.push(number as u8);
}
