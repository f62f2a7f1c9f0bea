//! What the facts that are always there are called.

use crate::base::language::sentences;

sentences! {
    /// `amount`
    amount() { English: "Amount", SimplifiedChinese: "金额" }
    /// `currency`
    currency() { English: "Currency", SimplifiedChinese: "币种" }
    /// `close_date`
    close_date() { English: "Close date", SimplifiedChinese: "预计成交日期" }
    /// `owner`
    owner() { English: "Owner", SimplifiedChinese: "负责人" }
    /// `contacts`
    contacts() { English: "Contacts", SimplifiedChinese: "联系人" }
    /// `stage`
    stage() { English: "Stage", SimplifiedChinese: "阶段" }
    /// `spin.stage`
    stage_of(methodology) { English: "Stage of {methodology}", SimplifiedChinese: "{methodology}的阶段" }
    /// `days_in_stage`
    days_in_stage() { English: "Days in stage", SimplifiedChinese: "在本阶段的天数" }
    /// `days_since_activity`
    days_since_activity() { English: "Days since the last activity", SimplifiedChinese: "距上次活动的天数" }
    /// `age_days`
    age_days() { English: "Age in days", SimplifiedChinese: "商机存在的天数" }
    /// `now`
    now() { English: "Now", SimplifiedChinese: "现在" }
    /// `visits`
    visits() { English: "Visits to this stage", SimplifiedChinese: "进入本阶段的次数" }
    /// `contacts`: `name`
    contact_name() { English: "name", SimplifiedChinese: "姓名" }
    /// `contacts`: `roles`
    contact_role() { English: "role", SimplifiedChinese: "角色" }
    /// `contacts`: `stance`
    contact_stance() { English: "stance", SimplifiedChinese: "态度" }
    /// `contacts`: `met`
    contact_met() { English: "met", SimplifiedChinese: "已见面" }
    /// `contacts`: `last_contact_at`
    last_contact() { English: "last contact", SimplifiedChinese: "最近联系时间" }
    /// A stance.
    champion() { English: "champion", SimplifiedChinese: "拥护者" }
    /// A stance.
    supporter() { English: "supporter", SimplifiedChinese: "支持者" }
    /// A stance.
    neutral() { English: "neutral", SimplifiedChinese: "中立" }
    /// A stance.
    sceptic() { English: "sceptic", SimplifiedChinese: "怀疑者" }
    /// A stance.
    opponent() { English: "opponent", SimplifiedChinese: "反对者" }
    /// A stance.
    unknown() { English: "unknown", SimplifiedChinese: "态度不明" }
}
