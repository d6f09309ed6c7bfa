//! Every limit of the product, in one place, so that the forms can show what the server enforces.

/// Characters in a title: of an item, a release, a product.
pub const TITLE: usize = 200;
/// Characters in a person's name.
pub const NAME: usize = 100;
/// Characters in a version label, as in `2.4.1`.
pub const VERSION: usize = 60;
/// Characters of the words of an address.
pub const SLUG: usize = 60;
/// The last number that is tried for the words of an address when they are taken.
pub const SLUG_NUMBERS: u32 = 1_000;
/// Characters in a reason.
pub const REASON: usize = 1_000;
/// Characters in an e-mail address (RFC 5321, section 4.5.3.1.3).
pub const EMAIL: usize = 254;
/// Characters in a link.
pub const LINK: usize = 2_000;
/// Bytes in a Markdown text.
pub const MARKDOWN: usize = 64 * 1024;
/// Bytes in the body of any request but an upload.
pub const BODY: usize = 1024 * 1024;
/// Bytes in an imported document.
pub const IMPORT: usize = 5 * 1024 * 1024;
/// Items that one document may bring.
pub const IMPORT_ITEMS: usize = 2_000;
/// Templates that one document may bring.
pub const IMPORT_ROWS: usize = 10_000;
/// Templates, and variables, of one document that can be chosen one by one.
pub const IMPORT_SHOWN: usize = 300;
/// Lines that one document may have.
pub const IMPORT_LINES: usize = 100_000;
/// Items of one release.
pub const ITEMS: usize = 2_000;
/// Characters that the desk takes of what is typed there.
pub const DESK_QUERY: usize = 200;
/// Answers in the list of the desk.
pub const DESK_ANSWERS: usize = 50;
/// Levels of sub-items.
pub const ITEM_DEPTH: usize = 8;
/// Levels of nesting in Markdown. Deeper text is shown flat: the sanitiser's time grows with the
/// square of the depth (servo/html5ever#788).
pub const MARKDOWN_DEPTH: usize = 16;
/// Tasks that home names; how many more there are it counts.
pub const HOME_TASKS: usize = 12;
/// Releases on a page of home.
pub const HOME_RELEASES: usize = 50;
/// Days behind today of which home says what comes.
pub const UPCOMING_DAYS: i64 = 14;
/// Things that come on home; of more it says that there are more.
pub const UPCOMING: usize = 12;
/// Entries of the activity on the page of a release.
pub const RECENT: u32 = 5;
/// Days over which home says how many items were finished.
pub const TREND_DAYS: i64 = 7;
/// Seconds in which whoever ticked an item can take that back without a reason.
pub const UNDO: i64 = 60;
/// Items behind which the sections of a checklist that are finished are folded.
pub const FOLD: usize = 60;
/// Days on which something changed that a burn-up shows.
pub const BURN_UP_DAYS: usize = 365;
/// Days that say at which pace a checklist goes.
pub const BURN_UP_PACE: i64 = 14;
/// Days ahead at which a pace says no more than that it is far away.
pub const BURN_UP_FAR: i64 = 3_650;
/// Bytes of facts of releases that are kept in memory, so that nobody reads a whole release to be told what was known a
/// moment ago.
pub const KEPT_FACTS: u64 = 64 * 1024 * 1024;
/// Bytes of HTML that are kept in memory, so that a text is not made into it again for each who reads.
pub const KEPT_HTML: u64 = 16 * 1024 * 1024;
/// Bytes of Markdown from which on making HTML of it is kept away from the threads that answer everybody.
pub const LONG_MARKDOWN: usize = 4 * 1024;
/// Cells in the tables of a text in Markdown, empty ones too. A row has as many as its table has columns, whatever it
/// says: a table of 64 KiB can have millions.
pub const TABLE_CELLS: usize = 16_384;
/// Cohorts of one product.
pub const COHORTS: usize = 200;
/// Freezes and holidays of one product.
pub const FREEZES: usize = 200;
/// Absences of one person that are still to come.
pub const ABSENCES: usize = 50;
/// Calendar addresses of one person.
pub const FEEDS: usize = 20;
/// Exceptions of one phase.
pub const EXCEPTIONS: usize = 100;
/// Phases of one release.
pub const PHASES: usize = 30;
/// Success criteria of one phase.
pub const SUCCESS: usize = 30;
/// Expected outcomes of one release.
pub const OUTCOMES: usize = 50;
/// Days that a phase may last or bake.
pub const PHASE_DAYS: u32 = 730;
/// Runbooks of one release.
pub const RUNBOOKS: usize = 20;
/// Steps of one runbook.
pub const STEPS: usize = 2_000;
/// Dry runs of one release.
pub const RUNS: usize = 200;
/// Things that people do in one run: steps, notes, substitutes.
pub const ACTIONS: i64 = 20_000;
/// Drills of one release.
pub const DRILLS: usize = 200;
/// Injects of one drill.
pub const INJECTS: usize = 100;
/// Objectives of one drill.
pub const OBJECTIVES: usize = 20;
/// Lines in the timeline of one drill.
pub const ENTRIES: i64 = 5_000;
/// Findings of one release.
pub const FINDINGS: usize = 500;
/// Change markers of one release.
pub const MARKERS: usize = 500;
/// Training materials of one product or one release.
pub const MATERIALS: usize = 200;
/// Files of one material.
pub const MATERIAL_FILES: usize = 20;
/// Bytes in a file of a material.
pub const UPLOAD: usize = 10 * 1024 * 1024;
/// Pitfalls that one material addresses.
pub const PITFALLS: usize = 50;
/// Minutes that a material takes to read.
pub const READING_MINUTES: u32 = 600;
/// Templates of one product.
pub const RESPONSES: usize = 10_000;
/// Characters in the short code of a template.
pub const SHORT_CODE: usize = 40;
/// Example questions of one template.
pub const QUESTIONS: usize = 20;
/// Texts of one template: situations × languages.
pub const VARIANTS: usize = 100;
/// Versions of one text.
pub const TEXTS: usize = 1_000;
/// Variables and fragments in one text.
pub const PLACEHOLDERS: usize = 100;
/// Characters in the name of a variable or a fragment.
pub const VARIABLE: usize = 60;
/// Characters in what is filled in for a variable.
pub const VALUE: usize = 1_000;
/// Fragments of one product.
pub const FRAGMENTS: usize = 500;
/// Levels of fragments inside of fragments.
pub const FRAGMENT_DEPTH: usize = 8;
/// Readers of one product.
pub const READERS: i64 = 20_000;
/// Readers that one list may bring.
pub const LISTED_READERS: usize = 10_000;
/// Days for which a personal link to a material works.
pub const READER_LINK_DAYS: i64 = 30;
/// Readers on a page of a list.
pub const READERS_SHOWN: i64 = 100;
/// Days in the picture of coverage.
pub const COVERAGE_DAYS: i64 = 400;
/// Open questions of one product.
pub const OPEN_QUESTIONS: i64 = 2_000;
/// Open proposals of one product.
pub const OPEN_PROPOSALS: i64 = 500;
/// Checklist items in the library of one product.
pub const PRODUCT_ITEMS: usize = 500;
/// Contacts of one cohort about one topic on one day.
pub const CONTACT_COUNT: u32 = 1_000_000;
/// Rows of contacts that one table may bring.
pub const CONTACT_ROWS: usize = 10_000;
/// Characters in a password, from and to.
pub const PASSWORD: std::ops::RangeInclusive<usize> = 15..=256;
/// Entries on a page of a list.
pub const PAGE: u32 = 100;
/// Days between feature-complete and launch below which Holdpoint warns.
pub const BUFFER_DAYS: i32 = 30;
/// Characters of what somebody searches for; what comes behind them is not looked for.
pub const SEARCH: usize = 200;
/// Words that are looked for.
pub const SEARCH_WORDS: usize = 8;
/// Things that a search shows.
pub const FOUND: usize = 50;
/// Things and commands that the palette shows.
pub const PALETTE: usize = 8;
/// Of so many a list is opened to choose one; of more, one is found by typing.
pub const LIST: usize = 40;
/// Of those that are found by typing, a page carries so many.
pub const OFFERED: usize = 500;
/// Connections at the same moment, in all.
pub const CONNECTIONS: usize = 1_024;
/// Connections at the same moment from one network that is no proxy of ours.
pub const CONNECTIONS_OF_ONE: usize = 32;
/// Bytes of the head of a request.
pub const HEAD_BYTES: usize = 64 * 1024;
/// Headers of a request.
pub const HEADERS: usize = 100;
/// Requests that are being answered at the same moment; whoever comes then is asked to come again.
pub const IN_FLIGHT: usize = 256;
/// Uploads that are being read at the same moment: each is in memory.
pub const UPLOADS: usize = 16;
/// The same of one person.
pub const UPLOADS_OF_ONE: usize = 4;
/// Open pages that are told at once what changes, in all.
pub const STREAMS: usize = 500;
/// The same of one person. A browser has six connections to one place, and needs one to ask.
pub const STREAMS_OF_ONE: usize = 5;
/// Bytes that have to be free on the disk beside what a backup needs, and for uploads and imports.
pub const FREE_FOR_LARGE: u64 = 256 * 1024 * 1024;
/// Bytes that have to be free on the disk: below, everything can be read and nothing is written.
pub const FREE: u64 = 64 * 1024 * 1024;
/// Files and connections that the program may have open, before it warns.
pub const DESCRIPTORS: u64 = 2_048;
