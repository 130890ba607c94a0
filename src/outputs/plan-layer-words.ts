/** Words of the layers of plan.gpkg and plan.qgz. */
export const PLAN_LAYER_WORDS = {
  zh: {
    sites: '项目场地', aboutSites: '每处场地一行，附在此建设的项目', projects: '建设项目', aboutProjects: '年度行动计划的项目，在其场地', effect: '成效（居民点、服务）', aboutEffect: '每个项目改变的核对，按居民点和服务；线通向项目', settlements: '居民点', aboutSettlements: '全部建成后每个居民点还缺几项，和规划前',
    unmet: '留下的缺口', aboutUnmet: '规划未能补上的缺口和原因', spare: '可撤并的设施', aboutSpare: '单独撤除不改变任何居民点状态的设施', townships: '乡镇', aboutTownships: '各阶段够得着的基础保障类服务，规划前后的缺口数。',
    id: '项目编号', number: '序号', name: '建设项目', service: '服务代码', township: '乡镇', site: '场地编号', siteKind: '场地类别', year: '年度', firstYear: '最早年度', years: '年度（全部）', projectCount: '项目数', names: '项目', label: '标注', opens: '建成月份',
    cost: '金额（万元）', siteCost: '其中场地（万元）', privateShare: '社会资本承担（服务造价的比例）', districtShare: '区级承担（财政部分的比例）', costStatus: '造价依据', costOfProject: '项目文件给出', implementer: '实施主体', department: '责任部门', funding: '资金来源', newlyCovered: '新增覆盖人口', duplication: '重复率',
    settlementId: '居民点编号', settlement: '居民点', from: '之前', to: '之后', projectLon: '项目经度', projectLat: '项目纬度', people: '人口', reason: '原因',
    several: (name: string, count: number) => (count === 1 ? name : `${name}等${count}项`), staying: (what: string) => `${what}（全部建成后）`, before: (what: string) => `${what}（规划前）`, basicAt: (when: string) => `基础保障类覆盖率：${when}`, coverageAt: (when: string) => `覆盖率：${when}`,
    overview: '全部建成后还缺的基本服务数（必须补＋试点补）', oneAtATime: '乡镇（一次看一项）', outline: '乡镇界', begins: (year: number) => `${year} 年启动`, shapes: '◆ 新建；▲ 在既有设施内；空心：地点待落实，或停用设施开放',
  },
  en: {
    sites: 'Sites', aboutSites: 'A row for each place, with the projects there', projects: 'Projects', aboutProjects: 'The projects of the yearly plan, at their sites', effect: 'Effect (settlement, service)', aboutEffect: 'What each project changes, by settlement and service; a line leads to the project', settlements: 'Settlements', aboutSettlements: 'What each settlement lacks when all is built, and before the plan',
    unmet: 'Gaps that stay', aboutUnmet: 'Gaps that the plan leaves open, and why', spare: 'Facilities that could go', aboutSpare: 'Facilities whose removal, each alone, changes no status', townships: 'Townships', aboutTownships: 'Basic services in reach at each stage; gaps before and after the plan.',
    id: 'Project id', number: 'Number', name: 'Project', service: 'Service id', township: 'Township', site: 'Site id', siteKind: 'Kind of site', year: 'Year', firstYear: 'First year', years: 'Years', projectCount: 'Projects', names: 'Project names', label: 'Label', opens: 'Opens by the end of',
    cost: 'Cost, 10,000 yuan', siteCost: 'Of it for the place, 10,000 yuan', privateShare: 'Private share of the service', districtShare: 'District share of the public part', costStatus: 'Whose figure the cost is', costOfProject: 'given by the project file', implementer: 'Implementer', department: 'Department', funding: 'Funding', newlyCovered: 'People newly covered', duplication: 'Share who had it already',
    settlementId: 'Settlement id', settlement: 'Settlement', from: 'Before', to: 'After', projectLon: 'Longitude of the project', projectLat: 'Latitude of the project', people: 'People', reason: 'Reason',
    several: (name: string, count: number) => (count === 1 ? name : `${name} +${count - 1}`), staying: (what: string) => `${what} (when all is built)`, before: (what: string) => `${what} (before)`, basicAt: (when: string) => `basic services in reach, ${when}`, coverageAt: (when: string) => `services in reach, ${when}`,
    overview: 'Basic services missing when all is built (required and pilot)', oneAtATime: 'Townships (one view at a time)', outline: 'Township borders', begins: (year: number) => `begins ${year}`, shapes: 'Diamond: new building. Triangle: inside a facility. Hollow: land still to be found, or a closed facility that opens',
  },
} as const;
