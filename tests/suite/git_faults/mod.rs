//! What goes wrong with git and with imports, each with the test that meets it. A fault whose test is gone, or has another
//! name by now, fails here.

mod absent;
mod pointers;
mod pulls;

use std::path::Path;

/// Faults, and where their tests are: file and function.
const FAULTS: &[(&str, &[(&str, &str)])] = &[
    (
        "a revision or an address that reads like an option of git",
        &[
            ("tests/suite/gate/since.rs", "a_revision_is_never_an_option_and_an_unknown_one_is_said"),
            ("tests/suite/history.rs", "nothing_of_an_address_reaches_git"),
            ("src/history/propose/paths.rs", "names_of_branches_hold_nothing_that_git_reads_otherwise"),
        ],
    ),
    ("programs that a repository names", &[("tests/suite/sync.rs", "nothing_that_a_repository_names_is_run")]),
    (
        "a shallow clone",
        &[
            ("tests/suite/history.rs", "a_shallow_clone_says_that_dates_are_unknown"),
            ("tests/suite/gate/since.rs", "a_clone_that_does_not_reach_back_says_what_to_fetch"),
        ],
    ),
    (
        "a partial clone",
        &[("tests/suite/git_faults/pulls.rs", "a_clone_without_old_texts_is_pulled_and_its_history_read")],
    ),
    (
        "a sweep over metadata that makes all look fresh",
        &[("tests/suite/history.rs", "authors_renames_and_what_readers_see_come_from_one_pass")],
    ),
    ("a repository of another user", &[("tests/suite/history.rs", "a_folder_of_somebody_else_is_read_all_the_same")]),
    (
        "a forced push, a rewritten history, two that went apart",
        &[
            ("tests/suite/sync.rs", "a_rewritten_history_is_followed_and_commits_of_ours_are_kept"),
            ("tests/suite/contribute/checkout.rs", "what_nobody_gave_to_the_remote_is_not_given_along"),
            ("tests/suite/contribute/remotes.rs", "commits_that_the_remote_has_not_are_told_on_the_health_page"),
        ],
    ),
    (
        "a conflict between two who write",
        &[
            ("tests/suite/contribute/checkout.rs", "of_two_at_once_one_is_asked_and_none_is_undone"),
            ("tests/suite/contribute/remotes.rs", "it_goes_on_from_what_the_remote_has_by_now"),
        ],
    ),
    (
        "a detached head, a branch that is gone, a remote that is away and back",
        &[("tests/suite/sync.rs", "whatever_is_wrong_is_said_and_mended_by_the_next_pull")],
    ),
    (
        "a loop of failures",
        &[("src/sync/pulling.rs", "the_more_often_it_fails_the_later_it_is_tried_and_never_too_late")],
    ),
    (
        "a remote that takes a commit and never says so",
        &[(
            "tests/suite/contribute/remotes.rs",
            "a_remote_that_is_silent_after_it_was_given_something_is_given_up_and_has_it_once",
        )],
    ),
    ("merges, odd authors and impossible dates", &[("tests/suite/history.rs", "merges_and_odd_authors_break_nothing")]),
    ("a conflict that was committed", &[("tests/suite/content.rs", "a_committed_conflict_is_told")]),
    (
        "a pointer of Git LFS in place of a page or a picture",
        &[
            ("tests/suite/git_faults/pointers.rs", "a_pointer_in_place_of_a_page_is_told_and_is_no_text_of_an_entry"),
            ("tests/suite/git_faults/pointers.rs", "a_page_that_becomes_a_pointer_keeps_its_last_good_version"),
            (
                "tests/suite/git_faults/pointers.rs",
                "a_pointer_in_place_of_a_picture_is_told_where_it_is_shown_until_it_is_fetched",
            ),
        ],
    ),
    (
        "a submodule, and a lock that was left behind",
        &[
            ("tests/suite/history.rs", "a_detached_head_a_submodule_and_a_lock_left_behind_are_no_hindrance"),
            ("src/history/waiting.rs", "a_git_that_hangs_is_stopped_and_leaves_no_lock"),
        ],
    ),
    (
        "a pull that lands while files are read",
        &[(
            "tests/suite/git_faults/pulls.rs",
            "a_pull_that_lands_while_files_are_read_shows_old_or_new_words_and_never_half",
        )],
    ),
    (
        "a pull that was stopped while it wrote files",
        &[
            (
                "tests/suite/git_faults/pulls.rs",
                "what_a_pull_left_half_done_is_taken_back_and_what_somebody_wrote_stays",
            ),
            ("src/history/remote.rs", "a_pull_that_is_stopped_while_it_writes_leaves_nothing_half_done"),
            ("tests/suite/contribute/checkout.rs", "a_checkout_that_was_left_half_done_is_brought_after_its_branch"),
        ],
    ),
    (
        "a program among the files",
        &[("tests/suite/contribute/remotes.rs", "a_program_that_the_remote_brings_stays_one")],
    ),
    (
        "no git program",
        &[("tests/suite/git_faults/absent.rs", "without_the_git_program_pages_are_served_and_say_what_to_install")],
    ),
    (
        "no repository, nothing committed, a bare repository",
        &[
            ("tests/suite/history.rs", "without_commits_files_or_a_repository_the_folder_is_served_and_says_why"),
            ("tests/suite/sync.rs", "an_empty_checkout_takes_what_the_remote_has"),
        ],
    ),
    (
        "a long history: only what is new is read",
        &[("tests/suite/history.rs", "what_was_read_is_kept_and_only_what_came_since_is_read")],
    ),
    (
        "an export in several archives, of which one is at hand",
        &[("tests/suite/import/forms.rs", "an_export_of_notion_comes_in_whole")],
    ),
    (
        "a source in which nothing is known",
        &[("tests/suite/import/mod.rs", "a_source_of_unknown_form_is_told_with_what_it_holds")],
    ),
    ("names in an archive that lead out of it", &[("tests/suite/import/mod.rs", "nothing_leads_out_of_the_folder")]),
    (
        "an archive that unpacks to more than anybody has room for",
        &[
            ("tests/suite/import/bombs.rs", "bombs_are_refused_and_the_rest_comes_in"),
            ("tests/suite/import/bombs.rs", "an_archive_that_lies_of_its_sizes_is_stopped_early"),
            ("tests/suite/import/bombs.rs", "more_text_than_is_held_at_once_is_told_page_by_page"),
        ],
    ),
    (
        "thousands of pictures, and names that differ by case alone",
        &[("tests/suite/import/mod.rs", "five_thousand_pictures_and_names_that_collide_come_in")],
    ),
    (
        "two pages with one title, or with one name at their system",
        &[
            ("src/content/import/doubles.rs", "pages_that_say_the_same_are_paired"),
            ("tests/suite/import/names.rs", "two_pages_with_one_key_both_come_in_and_stay_apart"),
            ("tests/suite/import/names.rs", "another_handbook_of_the_same_name_is_told_and_has_a_way_in"),
        ],
    ),
    ("links with encoded names", &[("tests/suite/import/forms.rs", "an_export_of_notion_comes_in_whole")]),
    (
        "tables with marks, line ends, semicolons, quotation marks and formulas",
        &[
            ("tests/suite/import/forms.rs", "a_table_becomes_tough_questions_and_formulas_stay_text"),
            ("src/content/import/table.rs", "formulas_are_told_from_lists"),
        ],
    ),
    (
        "files whose names are hidden or cannot be written down",
        &[("tests/suite/import/names.rs", "files_with_hidden_and_unreadable_names_are_accounted_for")],
    ),
    (
        "an import or a conversion that was interrupted",
        &[
            ("tests/suite/import/mod.rs", "an_interrupted_import_leaves_nothing_half_and_goes_on"),
            ("tests/suite/import/interrupted.rs", "a_split_that_was_interrupted_anywhere_is_finished_by_the_next_run"),
            ("tests/suite/import/interrupted.rs", "a_split_that_is_killed_leaves_whole_files_only"),
            (
                "tests/suite/import/convert.rs",
                "a_conversion_that_was_stopped_between_its_files_is_finished_by_the_next",
            ),
        ],
    ),
    (
        "a conversion that cannot be done",
        &[("tests/suite/import/convert.rs", "what_cannot_be_converted_is_said_and_nothing_is_written")],
    ),
];

#[test]
fn every_fault_has_a_test_that_is_there() {
    for (fault, tests) in FAULTS {
        assert!(!tests.is_empty(), "no test meets: {fault}");
        for (file, name) in *tests {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
            let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{fault}: {file}: {error}"));
            let before = text.split(&format!("fn {name}()")).next().filter(|before| before.len() < text.len());
            let before = before.unwrap_or_else(|| panic!("{fault}: {file} has no {name}"));
            let marks = before.rsplit("\n\n").next().unwrap_or_default();
            assert!(marks.contains("#[test]") || marks.contains("#[tokio::test"), "{fault}: {name} is no test");
        }
    }
}

fn entry(words: &str) -> String {
    format!("---\ntitle: Price\nquestion: Too dear?\nquick_response: {words}\n---\n\n## Answer: Yes {{#yes}}\n\nYes.\n")
}
