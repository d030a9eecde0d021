/**
 * The import table, by dependency-cruiser. It cruises nothing, and is content, when it finds no TypeScript it
 * can read; so every file of ours must be among what it has read.
 */
import { type Check, isTypeScript, projectFiles, runTool } from './check.ts'

interface CruiseReport {
  modules: { source: string; dependencies: unknown[] }[]
  summary: {
    violations: { from: string; to: string; rule: { name: string }; cycle?: { name: string }[] }[]
    ruleSetUsed: { forbidden?: { name: string; comment?: string }[] }
  }
}

export const imports: Check = {
  name: 'imports',
  async run(root) {
    const files = (await projectFiles(root)).filter(isTypeScript)
    const folders = [...new Set(files.map(path => path.slice(0, path.indexOf('/'))))]
    const cruise = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders]
    const { stdout, output } = await runTool(root, 'depcruise', cruise)
    let report: CruiseReport
    try {
      report = JSON.parse(stdout) // the tool's own format; a change of it shows in the planted violations
    } catch {
      return { summary: 'dependency-cruiser failed', problems: [output] }
    }
    const read = new Set(report.modules.map(({ source }) => source))
    const unread = files.filter(path => !read.has(path))
    return {
      summary: `${files.length - unread.length} files by the import table`,
      problems: [
        ...report.summary.violations.map(violation => describe(violation, report)),
        ...unread.map(path => `${path} was not read by dependency-cruiser: is TypeScript 6 still aliased?`),
      ],
    }
  },
}

function describe(violation: CruiseReport['summary']['violations'][number], report: CruiseReport): string {
  const { from, to, rule, cycle } = violation
  const comment = report.summary.ruleSetUsed.forbidden?.find(({ name }) => name === rule.name)?.comment
  const way = cycle?.length ? cycle.map(({ name }) => name).join(' → ') : to
  return `${from} → ${way}: ${rule.name}${comment ? ` (${comment})` : ''}`
}
