/** The tables of the pace: one row per limited scope, and who may hold how many of its connections. */
import type { Migration } from '../../store/index.ts'

declare module '../../store/schema.ts' {
  interface Database {
    paces: PacesTable
    pace_shares: PaceSharesTable
  }
}

/** Whoever draws slots, lets a pace fall or takes shares holds the scope's row first. */
export interface PacesTable {
  /** `relay`, a domain, or the first name of a group of THROTTLES. */
  scope: string
  /** When the first slot is that nobody has drawn; microseconds since the epoch. */
  next_slot_us: number
  /** The pace right after the last fall; null: it never fell. How far it has recovered follows from `fell_at`. */
  fallen_per_hour: number | null
  /** From this pace on it no longer counts as slowed. */
  recovered_per_hour: number | null
  /** When the first of the falls was that it has not recovered from. */
  slowed_at: number | null
  fell_at: number | null
}

/** The rows of a scope that have not expired never add up to more than its limit. */
export interface PaceSharesTable {
  scope: string
  /** Random, of one life of a process. */
  process: string
  connections: number
  until_at: number
}

export const paceMigrations: readonly Migration[] = [
  {
    name: '0009-paces',
    statements: () => [
      `create table paces (
         scope text primary key, next_slot_us bigint not null, fallen_per_hour bigint,
         recovered_per_hour bigint, slowed_at bigint, fell_at bigint)`,
      `create table pace_shares (
         scope text not null, process text not null, connections bigint not null, until_at bigint not null,
         primary key (scope, process))`,
    ],
  },
]
