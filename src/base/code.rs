//! The table of diagnostic codes: the one truth for `--explain`, the documentation and the schema.

use std::fmt;

use serde::{Serialize, Serializer};

use super::diagnostic::Severity;

macro_rules! codes {
    ($($variant:ident $number:literal $slug:literal $severity:ident;)*) => {
        /// What a diagnostic is about. The number of a code is stable and never used again for
        /// another meaning; its first two digits are its group.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $slug] $variant,)*
        }

        impl Code {
            /// Every code, in the order of its number.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The number, such as `DG0103`.
            #[must_use]
            pub const fn number(self) -> &'static str {
                match self { $(Self::$variant => $number,)* }
            }

            /// A short name for tables, such as `unknown-key`.
            #[must_use]
            pub const fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug,)* }
            }

            /// How bad it is.
            #[must_use]
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// What it is, why it matters, an example (the first TOML block) and its mend (the
            /// second), as Markdown.
            #[must_use]
            pub const fn explanation(self) -> &'static str {
                match self {
                    $(Self::$variant => include_str!(concat!("explanations/", $number, ".md")),)*
                }
            }
        }
    };
}

codes! {
    NotToml "DG0001" "not-toml" Error;
    FormatVersion "DG0002" "format-version" Error;
    TooLarge "DG0003" "too-large" Error;
    UnknownKey "DG0101" "unknown-key" Error;
    MissingKey "DG0102" "missing-key" Error;
    WrongValue "DG0103" "wrong-value" Error;
    Header "DG0104" "header" Error;
    BadId "DG0105" "bad-id" Error;
    LabelClash "DG0106" "label-clash" Warning;
    UnknownName "DG0201" "unknown-name" Error;
    FieldTypeClash "DG0202" "field-type-clash" Error;
    Unused "DG0203" "unused" Warning;
    ConditionSyntax "DG0301" "condition-syntax" Error;
    ConditionType "DG0302" "condition-type" Error;
    OutsideValues "DG0303" "outside-values" Error;
    NeverHolds "DG0304" "never-holds" Error;
    AlwaysHolds "DG0305" "always-holds" Warning;
    IdlePart "DG0306" "idle-part" Warning;
    WhileUnset "DG0307" "while-unset" Warning;
    Inexact "DG0308" "inexact" Info;
    MayFail "DG0309" "may-fail" Warning;
    ExactDouble "DG0310" "exact-double" Warning;
    BadPattern "DG0311" "bad-pattern" Error;
    ClockAlone "DG0312" "clock-alone" Warning;
    NoOpenOrWon "DG0401" "no-open-or-won-stage" Error;
    Unreachable "DG0402" "unreachable-stage" Error;
    NoWayOut "DG0403" "no-way-out" Error;
    NoPathToWon "DG0404" "no-path-to-won" Warning;
    CannotLose "DG0405" "cannot-lose" Warning;
    ClashOnTheWay "DG0406" "clash-on-the-way" Error;
    WonWithout "DG0407" "won-without" Warning;
    OpenAfterClosed "DG0408" "open-after-closed" Warning;
    NoWayBack "DG0409" "no-way-back" Warning;
    NeverTaken "DG0410" "never-taken" Warning;
    Repeated "DG0411" "repeated-gate" Info;
    LosingNeeds "DG0412" "losing-needs-facts" Warning;
    Circular "DG0413" "circular-gate" Error;
    ExcludedOnTheWay "DG0414" "excluded-on-the-way" Warning;
    SameEnds "DG0415" "same-ends" Warning;
    Stuck "DG0416" "stuck" Warning;
    Avoidable "DG0417" "avoidable-stage" Info;
    IdleOverride "DG0418" "idle-override" Info;
    Probability "DG0501" "probability" Error;
    ProbabilityOrder "DG0502" "probability-order" Warning;
    ForecastOrder "DG0503" "forecast-order" Warning;
    Limits "DG0504" "limits" Warning;
    ScoreReach "DG0505" "score-reach" Warning;
    StaleOnTheWay "DG0506" "stale-on-the-way" Warning;
    TemplateSyntax "DG0601" "template-syntax" Error;
    TemplateName "DG0602" "template-name" Error;
    NoContent "DG0603" "no-content" Warning;
    Unaided "DG0604" "unaided-criterion" Warning;
    OwnActs "DG0605" "own-acts" Warning;
    PlayOrSignal "DG0606" "play-or-signal" Warning;
    SamePlays "DG0607" "same-plays" Warning;
    Bare "DG0608" "bare-methodology" Info;
    UnknownOverlay "DG0701" "unknown-overlay" Error;
    BackwardsMap "DG0702" "backwards-map" Error;
    UnmappedStage "DG0703" "unmapped-stage" Warning;
    OverlayClash "DG0704" "overlay-clash" Error;
    Untranslated "DG0705" "untranslated" Info;
    StrayTranslation "DG0706" "stray-translation" Warning;
    StageGone "DG0801" "stage-gone" Error;
    Stranded "DG0802" "stranded" Warning;
    Opened "DG0803" "opened" Info;
    TypeChanged "DG0804" "type-changed" Error;
    TextsOnly "DG0805" "texts-only" Info;
    Narrowed "DG0806" "narrowed" Warning;
    SameVersion "DG0807" "same-version" Warning;
    OtherMeaning "DG0808" "other-meaning" Warning;
    IdleSilence "DG0901" "idle-silence" Warning;
    TooLargeToDecide "DG0902" "too-large-to-decide" Info;
}

impl Code {
    /// The code with this number, in any case: `dg0103` and `DG0103` are the same.
    #[must_use]
    pub fn find(number: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.number().eq_ignore_ascii_case(number.trim()))
    }

    /// The title of the explanation: what it is, in one line.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.explanation().lines().next().unwrap_or_default().trim_start_matches(['#', ' '])
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.number())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_each_is_found_by_its_number() {
        assert!(Code::ALL.windows(2).all(|pair| pair[0].number() < pair[1].number()));
        for code in Code::ALL {
            assert_eq!(Code::find(&code.number().to_lowercase()), Some(*code));
            assert!(!code.title().is_empty(), "{code} has no title");
        }
    }
}
