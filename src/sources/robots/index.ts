export { parseRobots, type Robots } from './parse-robots.ts'
