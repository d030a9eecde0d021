/** The latency ledger: what each stage took, over a day and a week, and for the last alerts one by one. */
import {
  type LatencyFigures,
  type LatencyRow,
  type LatencyStage,
  latencyStages,
  mostLatenciesCounted,
  readLatencies,
  readLatencyFigures,
  type StageFigures,
} from '../../deliveries/index.ts'
import { type Html, html, type Route } from '../../web/index.ts'
import type { DeskParts } from '../desk-parts.ts'
import { deskPage } from '../frame.ts'
import { shortTime } from '../text/amounts-en.ts'
import { deskText } from '../text/en.ts'
import { count, time } from '../time.ts'

const text = deskText.latency
const dayMs = 24 * 60 * 60_000
const lastAlerts = 50

export function showLatency(parts: DeskParts): Route {
  const { store, clock } = parts
  return {
    method: 'GET',
    path: '/desk/latency',
    who: 'editor',
    async handler(c) {
      const at = clock.now()
      const day = await readLatencyFigures(store.read, { from: at - dayMs })
      const week = await readLatencyFigures(store.read, { from: at - 7 * dayMs })
      const rows = await readLatencies(store.read, { from: 0, limit: lastAlerts })
      const body = html`<h1>${text.title}</h1>
<p class="measure">${text.intro}</p>
${rows.length === 0 ? html`<p class="empty">${text.none}</p>` : html`${stagesTable(day, week)}${alertsTable(rows)}`}`
      return deskPage(parts, c, { title: text.title, body })
    },
  }
}

function stagesTable(day: LatencyFigures, week: LatencyFigures): Html {
  const { columns, windows } = text
  const figures = html`<th scope="col" class="figure">${columns.count}</th><th scope="col" class="figure">${columns.median}</th><th scope="col" class="figure">${columns.p90}</th><th scope="col" class="figure">${columns.max}</th>`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${text.summary}"><table class="windows"><caption class="visually-hidden">${text.summary}</caption>
<thead><tr><th rowspan="2" scope="col">${columns.stage}</th><th colspan="4" scope="colgroup">${windows.day}</th><th colspan="4" scope="colgroup">${windows.week}</th></tr>
<tr>${figures}${figures}</tr></thead>
<tbody>${latencyStages.filter(stage => !apart(stage)).map(stage => stageRow(stage, day, week))}</tbody>
<tbody>${latencyStages.filter(apart).map(stage => stageRow(stage, day, week))}</tbody></table></div>
${week.sampled ? html`<p class="hint">${text.sampled(mostLatenciesCounted)}</p>` : ''}`
}

/** Sums, and what is no machine's time. */
function apart(stage: LatencyStage): boolean {
  return stage === 'machine' || stage === 'whole' || stage === 'editor'
}

function stageRow(stage: LatencyStage, day: LatencyFigures, week: LatencyFigures): Html {
  const [name, hint] = text.stages[stage]
  return html`<tr><th scope="row">${name} ${hint ? html`<small>${hint}</small>` : ''}</th>${cells(day.stages[stage])}${cells(week.stages[stage])}</tr>`
}

function cells(figures: StageFigures): Html {
  const { medianMs, p90Ms, maxMs } = figures
  return html`<td class="figure">${count(figures.count)}</td>${[medianMs, p90Ms, maxMs].map(ms => html`<td class="figure">${shown(ms)}</td>`)}`
}

function shown(ms: number | null): string {
  return ms === null ? text.noValue : shortTime(ms)
}

function alertsTable(rows: readonly LatencyRow[]): Html {
  const heads = [text.seen, text.own, text.editor, text.accepted, text.total]
  return html`<h2 id="last">${text.last}</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="last"><table>
<thead><tr><th scope="col">${text.alert}</th>${heads.map(head => html`<th scope="col" class="figure">${head}</th>`)}</tr></thead>
<tbody>${rows.map(alertRow)}</tbody></table></div>`
}

function alertRow(row: LatencyRow): Html {
  const { stages, published } = row
  const own = sum(stages.grouped, stages.drafted)
  const seen = published === 'told' ? shown(stages.seen) : text.published[published]
  const mailed = stages.accepted === null ? (row.nobody ? text.nobody : text.notYet) : shown(stages.accepted)
  const source = html`<a href="/desk/sources/${row.sourceId}">${row.sourceName}</a>, ${text.way[row.way]}`
  return html`<tr><th scope="row"><a href="/desk/alerts/${row.alertId}">${row.headline}</a><br><small>${source} · ${time(row.decidedAt)}</small></th>
<td class="figure">${seen}</td><td class="figure">${shown(own)}</td><td class="figure">${stages.editor === null ? '' : shown(stages.editor)}</td><td class="figure">${mailed}</td><td class="figure"><strong>${shown(stages.whole)}</strong></td></tr>`
}

function sum(one: number | null, other: number | null): number | null {
  return one === null && other === null ? null : (one ?? 0) + (other ?? 0)
}
