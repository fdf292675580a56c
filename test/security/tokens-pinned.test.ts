import { tokensAreProved } from './tokens.ts';

// API Gateway answers 403 where a Lambda authorizer does not let through, and says no more.
tokensAreProved('lambda', 403);
