import scalar from '@scalar/fastify-api-reference'
import type { Server } from './server.ts'
