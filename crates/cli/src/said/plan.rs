//! What plans say.

use dealgraph::Language;

said! {
    /// A heading.
    way_to(stage) { English: "The way to {stage}", SimplifiedChinese: "通往“{stage}”的路径" }
    /// The deal is in the stage already.
    there_already() { English: "The deal is there already", SimplifiedChinese: "该商机已处于该阶段" }
    /// One move.
    one_move() { English: "1 move", SimplifiedChinese: "1 步推进" }
    /// Several moves.
    several_moves(count) { English: "{count} moves", SimplifiedChinese: "{count} 步推进" }
    /// How much work.
    of_work(effort) { English: "{effort} of work", SimplifiedChinese: "工作量 {effort}" }
    /// Nothing is to be done.
    no_work() { English: "no work", SimplifiedChinese: "无需额外工作" }
    /// It is the least.
    the_least() { English: "the least there is", SimplifiedChinese: "已是最少" }
    /// There may be less.
    at_most() { English: "at most: there may be a shorter way", SimplifiedChinese: "此为上限，可能有更省力的路径" }
    /// A new deal.
    new_deal() { English: "New deal", SimplifiedChinese: "新建商机" }
    /// How long a move takes.
    about(days) { English: "about {days}", SimplifiedChinese: "约 {days}" }
    /// A gate makes the deal wait.
    wait(days) { English: "not before {days} have passed", SimplifiedChinese: "须再等 {days}" }
    /// Who may make the move.
    made_by(roles) { English: "made by {roles}", SimplifiedChinese: "由{roles}执行" }
    /// Which reasons the move needs.
    with_reason(reasons) { English: "with a reason: {reasons}", SimplifiedChinese: "须注明原因：{reasons}" }
    /// Every gate of the move is open.
    open_already() { English: "nothing is missing", SimplifiedChinese: "无缺项" }
    /// What a task gives.
    to_learn(facts) { English: "for {facts}", SimplifiedChinese: "以取得：{facts}" }
    /// What a fact has to become.
    becomes(label, value) { English: "{label}: {value}", SimplifiedChinese: "{label}：{value}" }
    /// How well a fact has to be known.
    as_good_as(fact, grade) { English: "{fact} ({grade})", SimplifiedChinese: "{fact}（{grade}）" }
    /// Who sees to it.
    seen_to_by(roles) { English: "{roles}", SimplifiedChinese: "{roles}" }
    /// A heading.
    alternatives() { English: "Instead", SimplifiedChinese: "其他选择" }
    /// Other facts for some of the facts.
    rather(facts, others) { English: "{facts}, in place of {others}", SimplifiedChinese: "以{facts}代替{others}" }
    /// Other facts.
    also(facts) { English: "{facts} as well", SimplifiedChinese: "另加{facts}" }
    /// Fewer facts.
    without(others) { English: "without {others}", SimplifiedChinese: "无需{others}" }
    /// Through other stages.
    through(stages) { English: "through {stages}", SimplifiedChinese: "经过{stages}" }
    /// A heading.
    in_time(day, spare) { English: "In time for {day}, with {spare} to spare", SimplifiedChinese: "可在 {day} 前完成，余 {spare}" }
    /// A heading.
    too_late(day, late) { English: "Not in time for {day}: {late} too late", SimplifiedChinese: "无法在 {day} 前完成：晚 {late}" }
    /// When a healthy deal would be there.
    done_on(day) { English: "at the usual pace it would be there on {day}", SimplifiedChinese: "按通常节奏将于 {day} 到达" }
    /// Stages that do not say how long they take.
    untimed(moves) { English: "{moves} from a stage that does not say how long it takes: counted as no time", SimplifiedChinese: "{moves}所在阶段未注明所需时间，按零计算" }
    /// When the work for a move has to begin.
    begin_by(stage, day) { English: "{stage}: begin by {day}", SimplifiedChinese: "{stage}：最迟 {day} 开始" }
    /// When the work for a move should have begun.
    was_to_begin_by(stage, day) { English: "{stage}: had to begin by {day}", SimplifiedChinese: "{stage}：本应最迟 {day} 开始" }
    /// What a task settles.
    settles(gap) { English: "settles: {gap}", SimplifiedChinese: "解决：{gap}" }
    /// There is no way.
    impossible(stage) { English: "No way leads to {stage}", SimplifiedChinese: "无法到达“{stage}”" }
    /// Nobody can tell whether there is a way.
    untold(stage) { English: "It cannot be told whether a way leads to {stage}", SimplifiedChinese: "无法判断是否有路径到达“{stage}”" }
    /// No moves lead there.
    no_moves() { English: "No declared moves lead there from where the deal stands", SimplifiedChinese: "从当前阶段出发，没有任何推进可以到达" }
    /// What clashes.
    clash() { English: "These cannot all be met, whatever the facts:", SimplifiedChinese: "无论事实如何，以下各项都无法同时满足：" }
    /// Facts stand in the way that may not change.
    settled() { English: "Facts that may not change any more stand in the way", SimplifiedChinese: "有不可再更改的事实阻碍了路径" }
    /// Nobody knows.
    undecided() { English: "Nothing that was looked at rules it out, but it hangs on what is not decided exactly:", SimplifiedChinese: "没有发现不可行之处，但结果取决于以下无法精确判断的条件：" }
    /// There is too much to look at.
    too_large() { English: "There are more ways and facts than are looked at", SimplifiedChinese: "需要考察的路径和事实过多" }
    /// A heading.
    supposing() { English: "Supposing", SimplifiedChinese: "假设" }
    /// The plan takes less work.
    saves(effort, before) { English: "saves {effort} of work, of {before}", SimplifiedChinese: "节省工作量 {effort}（原为 {before}）" }
    /// The plan takes more work.
    costs(effort, before) { English: "takes {effort} more than {before}", SimplifiedChinese: "比原来的 {before} 多 {effort}" }
    /// The plan takes as much work.
    no_work_changes() { English: "the plan takes as much work as before", SimplifiedChinese: "计划的工作量没有变化" }
    /// There is a way where there was none.
    opens_a_way(stage) { English: "opens a way to {stage}", SimplifiedChinese: "将可到达“{stage}”" }
    /// There is no way where there was one.
    shuts_the_way(stage) { English: "shuts the way to {stage}", SimplifiedChinese: "将无法到达“{stage}”" }
    /// What is no longer needed.
    no_longer(facts) { English: "no longer needed: {facts}", SimplifiedChinese: "不再需要：{facts}" }
    /// What is needed besides.
    needed_too(facts) { English: "needed besides: {facts}", SimplifiedChinese: "另外需要：{facts}" }
    /// Moves are as they were.
    no_move_changes() { English: "the same moves are open as before", SimplifiedChinese: "可进行的推进没有变化" }
    /// Moves that are open then.
    opens(stages) { English: "opens the move to {stages}", SimplifiedChinese: "将可推进到：{stages}" }
    /// Moves that are shut then.
    shuts(stages) { English: "shuts the move to {stages}", SimplifiedChinese: "将不能推进到：{stages}" }
    /// Some minutes.
    minutes(count) { English: "{count} min", SimplifiedChinese: "{count} 分钟" }
    /// Some hours.
    hours(count) { English: "{count} h", SimplifiedChinese: "{count} 小时" }
    /// Hours and minutes.
    hours_and(hours, minutes) { English: "{hours} h {minutes} min", SimplifiedChinese: "{hours} 小时 {minutes} 分钟" }
}

/// A length of work.
pub(crate) fn effort(language: Language, total: u64) -> String {
    match (total / 60, total % 60) {
        (0, rest) => minutes(language, rest),
        (whole, 0) => hours(language, whole),
        (whole, rest) => hours_and(language, whole, rest),
    }
}

/// So many moves.
pub(crate) fn moves(language: Language, count: usize) -> String {
    if count == 1 { one_move(language) } else { several_moves(language, count) }
}
