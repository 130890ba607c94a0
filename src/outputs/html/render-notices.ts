/** What is unknown and why, and every notice of the data with its mend. */
import type { Notice } from '../../core/problems.ts';
import { ruleOf } from '../../core/rules.ts';
import { both, escapeHtml } from './html-text.ts';
import { noticeZh } from './notices-zh.ts';
import type { PackedPage } from './page-data.ts';
import { count } from './shares.ts';

/** Notices that the three kinds of unknown say already. */
const SAID_ABOVE = new Set(['settlement-not-on-network', 'no-such-facility-in-data', 'edge-of-data']);
const GRAVEST_FIRST = ['error', 'warning', 'info'];

/** @returns HTML of the list. A public page names no file and no single feature. */
export function renderNotices(notices: readonly Notice[], { unknown, data: { isPublic } }: PackedPage): string {
  const what = (code: string): Notice | undefined => notices.find((n) => n.code === code);
  const reasons = [
    renderUnknown(unknown.offNetwork, 'settlement-not-on-network', `个居民点不在路网上`, '各项记为未知，不算缺', '检查坐标，补上缺的路', `settlement${unknown.offNetwork === 1 ? ' is' : 's are'} off the network`, 'All their services are unknown, not missing', what, isPublic),
    renderUnknown(unknown.notInData, 'no-such-facility-in-data', '项服务在数据中没有任何设施', '记为未知，不等于没有服务', '收集这类设施，或从清单中去掉', `service${unknown.notInData === 1 ? ' has' : 's have'} no facility anywhere in the data`, 'They are unknown, not missing', what, isPublic),
    renderUnknown(unknown.edgeOfData, 'edge-of-data', '个居民点的搜索碰到了数据边缘', '边外可能有设施，相应服务记为未知', '把路网和设施向区外延伸', `settlement${unknown.edgeOfData === 1 ? '' : 's'}: the search ran into the edge of the data`, 'There may be a facility beyond; the services concerned are unknown', what, isPublic),
  ];
  const rest = notices.filter(({ code }) => !SAID_ABOVE.has(code)).sort((a, b) => GRAVEST_FIRST.indexOf(ruleOf(a.code).severity) - GRAVEST_FIRST.indexOf(ruleOf(b.code).severity));
  return `<ul class="note">${[...reasons, ...rest.map((notice) => renderNotice(notice, isPublic))].join('')}</ul>`;
}

/** A reason that nothing is unknown for is listed with its zero. */
function renderUnknown(number: number, code: string, zh: string, meansZh: string, mendZh: string, en: string, meansEn: string, what: (code: string) => Notice | undefined, isPublic: boolean): string {
  const notice = what(code), examples = number === 0 || isPublic || notice === undefined ? '' : ` <span class="eg">${escapeHtml(examplesOf(notice.what))}</span>`;
  return `<li class="unknown"><span class="q">${count(number)}</span><div><b>${both(zh, en)}</b>${number === 0 ? '' : `${both(`：${meansZh}。${mendZh}。`, `. ${meansEn}. ${escapeHtml(ruleOf(code).mend)}.`)}${examples}`} <code>${code}</code></div></li>`;
}

function renderNotice({ code, where, what, count: number }: Notice, isPublic: boolean): string {
  const { mend, severity } = ruleOf(code), zh = noticeZh(code), [title] = what.split(': '), examples = isPublic ? '' : examplesOf(what), file = isPublic ? '' : `<code>${escapeHtml(where)}</code> `;
  const end = mend === '' || mend === 'Nothing' ? '' : ` ${codes(escapeHtml(mend))}.`;
  return `<li class="${severity}"><span class="q">${count(number)}</span><div>${both(zh === null ? `<b>${escapeHtml(capital(title))}</b>` : `<b>${zh.what}</b>${zh.mend === '' ? '。' : `：${zh.mend}。`}`, `<b>${escapeHtml(capital(title))}</b>.${end}`)}${examples === '' ? '' : ` <span class="eg">${escapeHtml(examples)}</span>`} ${file}<code>${code}</code></div></li>`;
}

/** What stands after the first colon: names and numbers of the features concerned. */
function examplesOf(what: string): string {
  return what.split(': ').slice(1).join(': ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What stands between backquotes as code. */
function codes(html: string): string {
  return html.replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}
