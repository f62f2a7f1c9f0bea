//! What the index of guides says.

use dealgraph::Language;

said! {
    /// The title.
    title() { English: "Methodologies and processes", SimplifiedChinese: "销售方法论与销售流程" }
    /// What this is.
    about() {
        English: "What each of them asks of a deal, what to ask the buyer and what to do next, stage by stage. The pages are written out from the rule sets by `dealgraph guide --out FOLDER`: change the rule set, not the page. `dealgraph choose` says which of them suits what you sell, and to whom.",
        SimplifiedChinese: "逐个阶段说明：对商机有什么要求、向买方提什么问题、下一步做什么。这些页面由 `dealgraph guide --out FOLDER` 根据规则集生成：要改就改规则集，不要改页面。`dealgraph choose` 会说明哪一种适合您的产品和客户。",
    }
    /// A heading.
    methodologies() { English: "Methodologies", SimplifiedChinese: "销售方法论" }
    /// What they are.
    on_methodologies() {
        English: "Each has stages of its own, so a deal can be held against it as it is (`--playbook spin`), or it is laid over a process (`--playbook seven_step+spin`).",
        SimplifiedChinese: "每一种都有自己的阶段，可以直接用来评估商机（`--playbook spin`），也可以叠加在销售流程之上（`--playbook seven_step+spin`）。",
    }
    /// A heading.
    checklists() { English: "Checklists", SimplifiedChinese: "检查清单" }
    /// What they are.
    on_checklists() {
        English: "These have no stages: they add gates, questions and scores to the stages of a process, alone or beside a methodology (`--playbook seven_step+spin+meddpicc`).",
        SimplifiedChinese: "没有自己的阶段：为销售流程的各阶段增加关卡、问题和评分，可单独使用，也可与方法论并用（`--playbook seven_step+spin+meddpicc`）。",
    }
    /// A heading.
    processes() { English: "Processes", SimplifiedChinese: "销售流程" }
    /// What they are.
    on_processes() {
        English: "The stages that a company walks its deals through, to be used as they are or copied: `dealgraph new acme --from seven_step`.",
        SimplifiedChinese: "企业推进商机所经过的阶段，可直接使用，也可复制后修改：`dealgraph new acme --from seven_step`。",
    }
    /// A table's head.
    name() { English: "Name", SimplifiedChinese: "名称" }
    /// A table's head.
    summary() { English: "In a sentence", SimplifiedChinese: "一句话概括" }
    /// A table's head.
    stages() { English: "Open stages", SimplifiedChinese: "进行中的阶段数" }
}
