export { storiesMigrations } from './schema.ts'
