/** Words of the workbook that no other output has. */
import type { Lang } from '../words.ts';
import type { GapColumn } from '../gaps-table.ts';

export const SHEET_WORDS = {
  zh: {
    sheets: { overview: '概览', gaps: '需求清单', townships: '乡镇汇总', services: '服务清单', indicators: '指标', notes: '说明' },
    title: (project: string) => `15分钟社区生活圈 · ${project}`,
    subtitle: (checklist: string) => `清单：${checklist}。限值与类别的依据见“服务清单”和“说明”，均非官方数据。`,
    places: '居民点', people: '常住人口', network: '可步行路网（公里）', buses: '公交线路', share: '每人够得着的基础保障类服务，人均', worst: '同上，最差的一成居民',
    facts: '总体', gaps: '缺口（一个居民点缺一项服务计一）', gapsRequired: '必须补：基础保障类，核心镇、中心镇的城镇居民点', gapsPilot: '试点补：基础保障类，一般镇和乡村', gapsAdvisory: '按需补：品质提升类',
    checks: '核对（一个居民点一项服务计一）', checksCovered: '够得着', checksGap: '够不着', checksUnknown: '未知：缺数据，不算缺口',
    lacked: '缺少人口最多的服务', byTask: '按任务', byTier: '按层级', byDimension: '按“五宜”', dimensions: new Map<string, string>(), legend: '颜色：越深，缺得越多', legendCells: ['≥ 85 %', '60–85 %', '30–60 %', '10–30 %', '< 10 %'],
    table: '城乡', task: '任务', service: '服务', serviceId: '服务代码', class: '类别', classStatus: '类别依据', limit: '限值', limitMinutes: '限值/分钟', limitMetres: '限值/米', valueStatus: '限值依据', mode: '方式', profile: '对象', source: '来源',
    coverage: '覆盖率', denominator: '分母', peopleLacking: '缺少的人口', peopleCovered: '覆盖人口', peopleUnknown: '未知人口', placesCovered: '覆盖居民点', placesLacking: '缺少居民点', placesUnknown: '未知居民点',
    median: '中位/分钟', mean: '平均/分钟', worstDecile: '最差一成/分钟', unreached: '搜索范围内没有的人口比例', gainedPlaces: '靠公交够得着的居民点', gainedPeople: '靠公交够得着的人口',
    covered: '够得着', gap: '够不着', unknown: '未知', district: '全区', group: '分组', noTownship: '（未填乡镇）', whole: '合计',
    indicator: '指标', total: '分母大小', value: '数值', unknownShare: '未知的比例', target: '目标', targetYear: '目标年', targetStatus: '目标依据', nameStatus: '名称依据', definitionStatus: '算法依据', reason: '未知的原因', note: '说明',
    parameters: '参数', checklist: '清单', data: '数据', notices: '提示', meaning: '词义', layer: '图层', file: '文件', features: '要素数', count: '数量', where: '位置', noticeCode: '代码', what: '内容', tool: '程序',
    none: (minutes: number) => `（${minutes} 分钟内没有）`, gapSheets: (count: number, rows: number) => `缺口分在 ${count} 张表中，每张表最多 ${rows.toLocaleString('en')} 行；排序和筛选只在一张表内。`, adult: '成人', elderly: '老年人', yes: '是', no: '否',
    meanings: [
      ['够得着', '按路网步行（或清单允许时乘公交）在限值内到达一处在用设施。等于限值算够得着。'],
      ['够不着', '限值内到不了，即缺口。给出最近设施的分钟、米和差距。'],
      ['未知', '说不清：居民点不在路网上、数据中没有这类设施、或靠近数据边缘。不算够得着，也不算缺口。'],
      ['覆盖率', '够得着 ÷（够得着＋够不着）。按人口；没有人口时按居民点，见“分母”。'],
      ['见于二手资料', '在二手资料中见到的数值，未核对标准原文。'],
      ['凭记忆', '凭记忆给出，未核对。'],
      ['本项目建议', '本项目的建议值，不是官方数据。'],
    ],
  },
  en: {
    sheets: { overview: 'Overview', gaps: 'Gaps', townships: 'Townships', services: 'Services', indicators: 'Indicators', notes: 'Notes' },
    title: (project: string) => `15-minute life circle · ${project}`,
    subtitle: (checklist: string) => `Checklist: ${checklist}. The status of every limit and class is in "Services" and "Notes"; none is official.`,
    places: 'Settlements', people: 'Residents', network: 'Walkable network, km', buses: 'Bus lines', share: 'Basic services within reach, mean share over residents', worst: 'The same for the worst-off tenth',
    facts: 'Totals', gaps: 'Gaps (a settlement lacking a service counts one)', gapsRequired: 'Required: basic services, towns of the tiers core and central', gapsPilot: 'Pilot: basic services, general towns and villages', gapsAdvisory: 'Advisory: services of quality',
    checks: 'Checks (a settlement and a service count one)', checksCovered: 'In reach', checksGap: 'Missing', checksUnknown: 'Unknown: data missing, not a gap',
    lacked: 'Services that most people lack', byTask: 'By task', byTier: 'By tier', byDimension: 'By dimension (五宜)', dimensions: new Map([['宜居', 'to live (宜居)'], ['宜业', 'to work (宜业)'], ['宜游', 'to enjoy (宜游)'], ['宜学', 'to learn (宜学)'], ['宜养', 'to age (宜养)']]), legend: 'Colour: darker, more is missing', legendCells: ['≥ 85 %', '60–85 %', '30–60 %', '10–30 %', '< 10 %'],
    table: 'Table', task: 'Task', service: 'Service', serviceId: 'Service id', class: 'Class', classStatus: 'Status of class', limit: 'Limit', limitMinutes: 'Limit, min', limitMetres: 'Limit, m', valueStatus: 'Status of limit', mode: 'Mode', profile: 'For', source: 'Source',
    coverage: 'Coverage', denominator: 'Share of', peopleLacking: 'Residents lacking it', peopleCovered: 'Residents covered', peopleUnknown: 'Residents unknown', placesCovered: 'Settlements covered', placesLacking: 'Settlements lacking it', placesUnknown: 'Settlements unknown',
    median: 'Median, min', mean: 'Mean, min', worstDecile: 'Worst tenth, min', unreached: 'Share with none in the search', gainedPlaces: 'Settlements covered only by bus', gainedPeople: 'Residents covered only by bus',
    covered: 'In reach', gap: 'Missing', unknown: 'Unknown', district: 'All', group: 'Group', noTownship: '(no township)', whole: 'Total',
    indicator: 'Indicator', total: 'Size of it', value: 'Value', unknownShare: 'Share unknown', target: 'Target', targetYear: 'Target year', targetStatus: 'Status of target', nameStatus: 'Status of name', definitionStatus: 'Status of definition', reason: 'Why unknown', note: 'Note',
    parameters: 'Parameters', checklist: 'Checklist', data: 'Data', notices: 'Notices', meaning: 'Meaning of words', layer: 'Layer', file: 'File', features: 'Features', count: 'Count', where: 'Where', noticeCode: 'Code', what: 'What', tool: 'Program',
    none: (minutes: number) => `(none within ${minutes} min)`, gapSheets: (count: number, rows: number) => `The gaps stand in ${count} sheets of ${rows.toLocaleString('en')} rows at most; sorting and filtering stay within a sheet.`, adult: 'adults', elderly: 'the elderly', yes: 'yes', no: 'no',
    meanings: [
      ['In reach', 'On the network a facility in use is reached on foot (or by bus where the checklist allows it) within the limit. The limit itself counts as within.'],
      ['Missing', 'None is: a gap. The nearest facility is given with its minutes, metres and the shortfall.'],
      ['Unknown', 'It cannot be said: the settlement is not on the network, no such facility is in the data, or the data ends nearby. Neither in reach nor a gap.'],
      ['Coverage', 'In reach ÷ (in reach + missing), of people; of settlements where nobody is counted, see "Share of".'],
      ['seen', 'A figure seen in a secondary source; the standard itself was not read.'],
      ['memory', 'A figure from memory, not checked.'],
      ['proposed', 'A figure that this project proposes; not official.'],
    ],
  },
} as const satisfies Record<Lang, object>;

/** Headings of the gaps for reading; gaps.csv has names for programs in English. */
export const GAP_HEADINGS: Readonly<Record<GapColumn, Readonly<Record<Lang, string>>>> = {
  id: { zh: '居民点编号', en: 'Settlement id' }, settlement: { zh: '居民点', en: 'Settlement' }, township: { zh: '乡镇', en: 'Township' }, village: { zh: '村居', en: 'Village' }, kind: { zh: '城乡', en: 'Kind' }, tier: { zh: '层级', en: 'Tier' },
  population: { zh: '人口', en: 'Residents' }, severity: { zh: '优先级', en: 'Severity' }, serviceId: { zh: '服务代码', en: 'Service id' }, service: { zh: '缺少的服务', en: 'Missing service' }, task: { zh: '任务', en: 'Task' }, dimensions: { zh: '五宜', en: 'Dimensions' },
  class: { zh: '类别', en: 'Class' }, limitMinutes: { zh: '限值/分钟', en: 'Limit, min' }, limitMetres: { zh: '限值/米', en: 'Limit, m' }, valueStatus: { zh: '限值依据', en: 'Status of limit' },
  nearestMinutes: { zh: '最近/分钟', en: 'Nearest, min' }, nearestMetres: { zh: '最近/米', en: 'Nearest, m' }, shortfallMinutes: { zh: '差距/分钟', en: 'Shortfall, min' }, shortfallMetres: { zh: '差距/米', en: 'Shortfall, m' },
  facilityId: { zh: '最近设施编号', en: 'Facility id' }, facility: { zh: '最近设施', en: 'Nearest facility' }, mode: { zh: '方式', en: 'Mode' },
  walkMinutes: { zh: '步行/分钟', en: 'Walk, min' }, waitMinutes: { zh: '候车/分钟', en: 'Wait, min' }, rideMinutes: { zh: '乘车/分钟', en: 'Ride, min' }, busLines: { zh: '公交线路', en: 'Bus lines' }, shortOf: { zh: '缺口原因', en: 'Short of' }, supplyRatio: { zh: '供需比', en: 'Supply ratio' }, lon: { zh: '经度', en: 'Longitude' }, lat: { zh: '纬度', en: 'Latitude' },
};

/** Names of parameters; those without one are shown by their key. */
export const PARAMETER_NAMES: ReadonlyMap<string, Readonly<Record<Lang, string>>> = new Map(Object.entries({
  walkMetresPerMinute: { zh: '步行速度（米/分钟）', en: 'Walking speed, m/min' }, elderlyMetresPerMinute: { zh: '老年人步行速度（米/分钟）', en: 'Walking speed of the elderly, m/min' },
  maxSnapMetres: { zh: '到路网的最远直线距离（米）', en: 'Longest straight leg to the network, m' }, searchMinutes: { zh: '搜索范围（分钟）', en: 'Search, min' },
  depart: { zh: '出发时段', en: 'Departures' }, boardingSlackSeconds: { zh: '上车前至少（秒）', en: 'At the stop before boarding, at least, s' }, waitShare: { zh: '候车占发车间隔的比例', en: 'Share of the headway waited' }, percentile: { zh: '百分位', en: 'Percentile' },
  maxLegMinutes: { zh: '到站、离站步行最多（分钟）', en: 'Walk to or from a stop at most, min' }, maxTransferMinutes: { zh: '换乘步行最多（分钟）', en: 'Walk between stops at most, min' }, maxRides: { zh: '乘车次数最多', en: 'Rides at most' },
  joinToleranceMetres: { zh: '线端相接的容差（米）', en: 'Tolerance for joining lines, m' }, joinCrossings: { zh: '无公共点的交叉也相接', en: 'Crossings without a shared point are joined' }, extent: { zh: '数据范围', en: 'Extent of the data' },
  severityWeights: { zh: '缺口的权重', en: 'Weights of gaps' }, equity: { zh: '离得最远者的权重加成', en: 'How much more the farthest count' }, junctions: { zh: '允许新址', en: 'New places are allowed' }, junctionMetres: { zh: '新址与其他场地的距离（米）', en: 'From new places to other sites, m' },
  siteCost: { zh: '场地造价（万元）', en: 'Cost of a place, 10,000 yuan' }, hostedShare: { zh: '内设于既有设施时的造价比例', en: 'Share of the cost inside a facility' }, openedShare: { zh: '既有设施开放时的造价比例', en: 'Share of the cost where a facility is opened' }, timeLimitSeconds: { zh: '求解时限（秒）', en: 'Time for the solver, s' },
}));
