use crate::words;

words! {
    /// A moment that an incident has.
    pub enum Mark(label) {
        Injected = "injected", "Injected";
        Detected = "detected", "Detected";
        Acknowledged = "acknowledged", "Acknowledged";
        Declared = "declared", "Declared";
        Mitigated = "mitigated", "Mitigated";
        Resolved = "resolved", "Resolved";
        Communicated = "communicated", "Communicated";
    }
}
