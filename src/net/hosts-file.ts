/** The names that this machine's hosts file gives addresses to. It is read again when it changed. */
import { readFile, stat } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'

export type HostsFile = (name: string) => Promise<readonly string[]>

const path =
  process.platform === 'win32'
    ? join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'drivers', 'etc', 'hosts')
    : '/etc/hosts'

export function createHostsFile(file: string = path): HostsFile {
  let read = { version: '', names: new Map<string, string[]>() }
  return async name => {
    const version = await versionOf(file)
    if (version === null) return []
    if (version !== read.version) read = { version, names: parseHosts(await readFile(file, 'utf8')) }
    return read.names.get(name.toLowerCase()) ?? []
  }
}

/** Null: there is none. */
async function versionOf(file: string): Promise<string | null> {
  const found = await stat(file).catch(() => null)
  return found && `${found.mtimeMs} ${found.size}`
}

function parseHosts(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const line of text.split('\n')) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/)
    if (!isIP(address)) continue
    for (const name of names) {
      const key = name.toLowerCase().replace(/\.$/, '')
      found.set(key, [...(found.get(key) ?? []), address])
    }
  }
  return found
}
