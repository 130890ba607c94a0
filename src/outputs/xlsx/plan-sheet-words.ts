/** Words of plan.xlsx that no other output has. */
import type { Lang } from '../words.ts';

export const PLAN_SHEET_WORDS = {
  zh: {
    title: (project: string) => `社区生活圈行动计划 · ${project}`, sheets: { projects: '年度行动计划', years: '年度', effect: '成效', unmet: '未能满足', spare: '可撤并' },
    year: '年度', payer: '资金', projects: '项目', income: '预算（万元）', spent: '安排（万元）', left: '累计结余（万元）', due: '计划报送期限', isOverdue: '是否过期', overdue: '已过期', isProven: '已证明最优',
    stage: '阶段', built: '已建成项目', gaps: (severity: string) => `缺口：${severity}`, pairs: (status: string) => `核对：${status}`, people: (status: string) => `人次：${status}`,
    reason: '原因', facility: '设施', type: '类型', serves: '所供服务', facilityId: '设施编号',
    solution: '求解', budget: '预算（万元）', cost: '金额（万元）', openedSites: '启用场地', value: '补上的缺口权重', bound: '已证明的上界', proofGap: '与上界的差距（占比）', meaning: '词义', costs: '各项目造价', project: '建设项目', costBasis: '依据', siteCost: '其中场地（万元）', ofProject: '项目文件给出',
    meanings: [
      ['本项目建议', '造价和工期是本项目的建议值，不是任何人的报价，也不是官方数据。'],
      ['待定', '没有规则说明由谁建设、由谁出资，须由主管部门填写。'],
      ['核对、人次', '一个居民点一项服务核对一次；人次是各次核对的居民点人口之和。'],
      ['可撤并', '单独撤除其中一处，任何居民点的任何一项服务都不改变状态（时间可能变长）；几处一起撤除则不一定。'],
      ['与上界的差距', '（上界－权重）÷上界。0 即已证明没有更好的方案；任何方案都不超过上界。'],
    ],
  },
  en: {
    title: (project: string) => `Life circle action plan · ${project}`, sheets: { projects: 'Projects', years: 'Years', effect: 'Effect', unmet: 'Unmet', spare: 'Spare' },
    year: 'Year', payer: 'Payer', projects: 'Projects', income: 'Budget, 10,000 yuan', spent: 'Spent, 10,000 yuan', left: 'Left so far, 10,000 yuan', due: 'Plan due', isOverdue: 'Overdue', overdue: 'overdue', isProven: 'Proven the best',
    stage: 'Stage', built: 'Projects open', gaps: (severity: string) => `Gaps: ${severity}`, pairs: (status: string) => `Checks: ${status}`, people: (status: string) => `People: ${status}`,
    reason: 'Reason', facility: 'Facility', type: 'Type', serves: 'Services', facilityId: 'Facility id',
    solution: 'Solution', budget: 'Budget, 10,000 yuan', cost: 'Cost, 10,000 yuan', openedSites: 'Sites opened', value: 'Weight of the gaps closed', bound: 'Proven bound', proofGap: 'Gap to the bound, share', meaning: 'Meaning of words', costs: 'Costs of the projects', project: 'Project', costBasis: 'Basis', siteCost: 'Of it for the place, 10,000 yuan', ofProject: 'given by the project file',
    meanings: [
      ['proposed', 'Costs and building times are our proposals: no prices of anybody, and not official.'],
      ['to be decided', 'No rule says who builds or who pays: an office has to fill it in.'],
      ['Checks, people', 'A settlement and a service count one check; people are the residents of the settlements, summed over the checks.'],
      ['Spare', 'Each could go alone and no service of any settlement would change its status, though it may take longer; several together may be missed.'],
      ['Gap to the bound', '(bound - weight) ÷ bound. 0: proven that no plan is better; none exceeds the bound.'],
    ],
  },
} as const satisfies Record<Lang, object>;
