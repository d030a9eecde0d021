export { sourcesMigrations } from './schema.ts'
