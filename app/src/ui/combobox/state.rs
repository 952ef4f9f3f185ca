//! What an editable combobox with list autocomplete and manual selection (ARIA APG) does on each event. No
//! element, timer or request in here: the component beside it has those.

/// The suggestions below an input, and which of them is active.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComboboxState<T> {
    items: Vec<T>,
    /// The text `items` are an answer to.
    answered: Option<String>,
    /// The text an answer is waited for; answers to any other come too late.
    awaited: Option<String>,
    is_open: bool,
    active: Option<usize>,
    trouble: Option<String>,
}

/// A key that means something to the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Down,
    Up,
    /// Down with Alt: opens the list and leaves the text alone.
    Open,
    /// Up with Alt.
    Close,
    Enter,
    Escape,
    /// Left, Right, Home, End: they move the caret.
    Caret,
}

impl Key {
    /// The key of a keyboard event, by its name and whether Alt is held.
    pub fn read(name: &str, alt: bool) -> Option<Self> {
        Some(match (name, alt) {
            ("ArrowDown", false) => Self::Down,
            ("ArrowUp", false) => Self::Up,
            ("ArrowDown", true) => Self::Open,
            ("ArrowUp", true) => Self::Close,
            ("Enter", _) => Self::Enter,
            ("Escape", _) => Self::Escape,
            ("ArrowLeft" | "ArrowRight" | "Home" | "End", _) => Self::Caret,
            _ => return None,
        })
    }
}

/// What the component does about a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome<T> {
    /// The key is not for the list; the browser does with it what it always does.
    Unused,
    /// The key is used up.
    Used,
    /// The key is used up, and suggestions for the text are wanted now.
    Ask,
    /// The key is used up, and this item is chosen.
    Chosen(T),
}

impl<T> Default for ComboboxState<T> {
    fn default() -> Self {
        Self { items: Vec::new(), answered: None, awaited: None, is_open: false, active: None, trouble: None }
    }
}

impl<T: Clone> ComboboxState<T> {
    pub fn items(&self) -> &[T] {
        &self.items
    }

    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// The item that Enter would choose.
    pub fn active(&self) -> Option<usize> {
        self.active
    }

    /// Why there are no suggestions at the moment.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// The text has changed. Old suggestions stay on screen until the new ones are there, so that nothing
    /// flickers; a text that is not worth a question has none.
    pub fn type_text(&mut self, text: &str, is_worth_asking: bool) {
        self.active = None;
        if is_worth_asking {
            self.awaited = Some(text.to_owned());
        } else {
            *self = Self::default();
        }
    }

    /// An answer to `query` has come. Returns whether it was the awaited one.
    pub fn take_answer(&mut self, query: &str, answer: Result<Vec<T>, String>) -> bool {
        if self.awaited.as_deref() != Some(query) {
            return false;
        }
        self.awaited = None;
        self.active = None;
        self.answered = Some(query.to_owned());
        (self.items, self.trouble) = match answer {
            Ok(items) => (items, None),
            Err(trouble) => (Vec::new(), Some(trouble)),
        };
        self.is_open = !self.items.is_empty();
        true
    }

    /// A key was pressed while the input held `text`.
    pub fn press(&mut self, key: Key, text: &str, is_worth_asking: bool) -> Outcome<T> {
        match key {
            Key::Down | Key::Up | Key::Open if !self.is_open => self.reopen(key, text, is_worth_asking),
            Key::Down | Key::Up => self.step(key),
            Key::Open => Outcome::Used,
            Key::Enter => self.enter(),
            Key::Escape | Key::Close if self.is_open => {
                self.dismiss();
                Outcome::Used
            }
            Key::Escape | Key::Close => Outcome::Unused,
            Key::Caret => {
                self.active = None;
                Outcome::Unused
            }
        }
    }

    /// Takes an item; the list closes. `None` when there is no such item any more.
    pub fn choose(&mut self, index: usize) -> Option<T> {
        let chosen = self.items.get(index).cloned()?;
        *self = Self::default();
        Some(chosen)
    }

    /// Closes the list; answers under way will not open it again.
    pub fn dismiss(&mut self) {
        self.awaited = None;
        self.is_open = false;
        self.active = None;
        self.trouble = None;
    }

    fn reopen(&mut self, key: Key, text: &str, is_worth_asking: bool) -> Outcome<T> {
        if self.answered.as_deref() == Some(text) && !self.items.is_empty() {
            self.is_open = true;
            if key == Key::Open { Outcome::Used } else { self.step(key) }
        } else if is_worth_asking {
            self.awaited = Some(text.to_owned());
            Outcome::Ask
        } else {
            Outcome::Unused
        }
    }

    fn step(&mut self, key: Key) -> Outcome<T> {
        let last = self.items.len().saturating_sub(1);
        self.active = Some(match (key, self.active) {
            (Key::Up, None | Some(0)) => last,
            (Key::Up, Some(active)) => active - 1,
            (_, Some(active)) if active < last => active + 1,
            _ => 0,
        });
        Outcome::Used
    }

    fn enter(&mut self) -> Outcome<T> {
        if let Some(chosen) = self.active.filter(|_| self.is_open).and_then(|active| self.choose(active)) {
            return Outcome::Chosen(chosen);
        }
        self.dismiss();
        Outcome::Unused
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANA: &str = "ana";

    fn open_with(items: &[&'static str]) -> ComboboxState<&'static str> {
        let mut state = ComboboxState::default();
        state.type_text(ANA, true);
        assert!(state.take_answer(ANA, Ok(items.to_vec())));
        state
    }

    fn press(state: &mut ComboboxState<&'static str>, key: Key) -> Outcome<&'static str> {
        state.press(key, ANA, true)
    }

    #[test]
    fn an_answer_opens_the_list_and_chooses_nothing() {
        let state = open_with(&["Ana Ruiz", "Ana Li"]);
        assert!(state.is_open());
        assert_eq!(state.active(), None);
        assert_eq!(state.items(), ["Ana Ruiz", "Ana Li"]);
    }

    #[test]
    fn an_empty_answer_opens_nothing() {
        assert!(!open_with(&[]).is_open());
    }

    #[test]
    fn a_late_answer_never_overwrites_a_newer_one() {
        let mut state = ComboboxState::default();
        state.type_text("ana", true);
        state.type_text("anab", true);
        assert!(state.take_answer("anab", Ok(vec!["Anabel"])));
        assert!(!state.take_answer("ana", Ok(vec!["Ana Ruiz"])));
        assert_eq!(state.items(), ["Anabel"]);
    }

    #[test]
    fn an_early_answer_to_an_old_text_is_dropped_too() {
        let mut state = ComboboxState::default();
        state.type_text("ana", true);
        state.type_text("anab", true);
        assert!(!state.take_answer("ana", Ok(vec!["Ana Ruiz"])));
        assert!(!state.is_open());
    }

    #[test]
    fn old_suggestions_stay_until_the_new_ones_come() {
        let mut state = open_with(&["Ana Ruiz"]);
        state.type_text("anab", true);
        assert!(state.is_open());
        assert!(state.take_answer("anab", Ok(vec![])));
        assert!(!state.is_open());
    }

    #[test]
    fn too_short_a_text_empties_the_list_and_awaits_nothing() {
        let mut state = open_with(&["Ana Ruiz"]);
        state.type_text("an", false);
        assert_eq!(state, ComboboxState::default());
        assert!(!state.take_answer("an", Ok(vec!["Ana Ruiz"])));
    }

    #[test]
    fn typing_takes_the_active_item_away() {
        let mut state = open_with(&["Ana Ruiz"]);
        press(&mut state, Key::Down);
        state.type_text("ana ", true);
        assert_eq!(state.active(), None);
        assert_eq!(state.press(Key::Enter, "ana ", true), Outcome::Unused);
    }

    #[test]
    fn arrows_wrap_at_both_ends() {
        let mut state = open_with(&["a", "b", "c"]);
        let mut after = |key| {
            assert_eq!(press(&mut state, key), Outcome::Used);
            state.active()
        };
        assert_eq!(after(Key::Up), Some(2));
        assert_eq!(after(Key::Down), Some(0));
        assert_eq!(after(Key::Down), Some(1));
        assert_eq!(after(Key::Up), Some(0));
        assert_eq!(after(Key::Up), Some(2));
    }

    #[test]
    fn enter_chooses_the_active_item_and_closes() {
        let mut state = open_with(&["Ana Ruiz", "Ana Li"]);
        press(&mut state, Key::Down);
        press(&mut state, Key::Down);
        assert_eq!(press(&mut state, Key::Enter), Outcome::Chosen("Ana Li"));
        assert!(!state.is_open());
        assert_eq!(press(&mut state, Key::Enter), Outcome::Unused);
    }

    #[test]
    fn enter_without_an_active_item_is_the_forms() {
        let mut state = open_with(&["Ana Ruiz"]);
        assert_eq!(press(&mut state, Key::Enter), Outcome::Unused);
        assert!(!state.is_open());
    }

    #[test]
    fn escape_closes_the_list_first_and_is_the_dialogs_after_that() {
        let mut state = open_with(&["Ana Ruiz"]);
        assert_eq!(press(&mut state, Key::Escape), Outcome::Used);
        assert!(!state.is_open());
        assert_eq!(press(&mut state, Key::Escape), Outcome::Unused);
    }

    #[test]
    fn an_answer_after_escape_does_not_open_the_list_again() {
        let mut state = open_with(&["Ana Ruiz"]);
        state.type_text("anab", true);
        press(&mut state, Key::Escape);
        assert!(!state.take_answer("anab", Ok(vec!["Anabel"])));
        assert!(!state.is_open());
    }

    #[test]
    fn an_answer_after_a_choice_does_not_open_the_list_again() {
        let mut state = open_with(&["Ana Ruiz"]);
        state.type_text("anab", true);
        assert_eq!(state.choose(0), Some("Ana Ruiz"));
        assert!(!state.take_answer("anab", Ok(vec!["Anabel"])));
    }

    #[test]
    fn an_item_that_is_gone_cannot_be_chosen() {
        assert_eq!(open_with(&["Ana Ruiz"]).choose(1), None);
    }

    #[test]
    fn down_opens_a_closed_list_again() {
        let mut state = open_with(&["Ana Ruiz", "Ana Li"]);
        press(&mut state, Key::Escape);
        assert_eq!(press(&mut state, Key::Down), Outcome::Used);
        assert!(state.is_open());
        assert_eq!(state.active(), Some(0));
    }

    #[test]
    fn alt_down_opens_without_choosing_and_alt_up_closes() {
        let mut state = open_with(&["Ana Ruiz"]);
        assert_eq!(press(&mut state, Key::Close), Outcome::Used);
        assert!(!state.is_open());
        assert_eq!(press(&mut state, Key::Open), Outcome::Used);
        assert!(state.is_open());
        assert_eq!(state.active(), None);
    }

    #[test]
    fn down_asks_when_the_list_belongs_to_another_text() {
        let mut state = open_with(&["Ana Ruiz"]);
        state.dismiss();
        assert_eq!(state.press(Key::Down, "bea", true), Outcome::Ask);
        assert!(state.take_answer("bea", Ok(vec!["Bea"])));
        state.dismiss();
        assert_eq!(state.press(Key::Down, "be", false), Outcome::Unused);
    }

    #[test]
    fn letters_are_no_keys_of_the_list() {
        assert_eq!(Key::read("a", false), None);
        assert_eq!(Key::read("Tab", false), None);
        assert_eq!(Key::read("ArrowDown", true), Some(Key::Open));
    }

    #[test]
    fn caret_keys_are_left_to_the_input() {
        let mut state = open_with(&["Ana Ruiz"]);
        press(&mut state, Key::Down);
        assert_eq!(press(&mut state, Key::Caret), Outcome::Unused);
        assert!(state.is_open());
        assert_eq!(state.active(), None);
    }

    #[test]
    fn trouble_is_told_and_gone_with_the_next_good_answer() {
        let mut state = open_with(&["Ana Ruiz"]);
        state.type_text("anab", true);
        assert!(state.take_answer("anab", Err("Too many tries.".to_owned())));
        assert!(!state.is_open());
        assert_eq!(state.trouble(), Some("Too many tries."));
        state.type_text("anabe", true);
        assert!(state.take_answer("anabe", Ok(vec!["Anabel"])));
        assert_eq!(state.trouble(), None);
    }
}
