/** The product, in as many processes as it is given lists of roles, as an operator starts it. */
import { type Environment, startTocsin, type TocsinProcess } from '../../test/support/tocsin-process.ts'
import type { BenchScope } from '../support/scope.ts'

export interface Product {
  /** Of the process with the role web. */
  origin: string
  pids: readonly number[]
  /** Of the process with the role send. */
  sendingPid: number
  stop(): Promise<void>
}

export async function startProduct(
  scope: BenchScope,
  env: Environment,
  roles: readonly string[],
): Promise<Product> {
  const processes: (TocsinProcess & { roles: string })[] = []
  for (const some of roles)
    processes.push({ roles: some, ...(await startTocsin(scope, env, ['--roles', some])) })
  const having = (role: string) => {
    const found = processes.find(one => one.roles.split(',').includes(role))
    if (!found) throw new Error(`No process has the role ${role}.`)
    return found
  }
  return {
    origin: having('web').origin,
    pids: processes.map(({ pid }) => pid),
    sendingPid: having('send').pid,
    async stop() {
      const codes = await Promise.all(processes.map(one => one.stop()))
      if (codes.some(code => code !== 0)) throw new Error(`The product ended with ${codes.join(', ')}.`)
    },
  }
}
