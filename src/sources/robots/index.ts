export { maxRobotsBytes, parseRobots, type Robots } from './parse-robots.ts'
