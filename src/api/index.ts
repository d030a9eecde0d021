/** The REST API: what programs may ask of Tocsin, its description, and what supervisors watch. */
export { apiRoutes } from './routes.ts'
