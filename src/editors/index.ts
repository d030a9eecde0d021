export { editorsMigrations } from './schema.ts'
