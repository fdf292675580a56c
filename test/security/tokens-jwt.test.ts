import { tokensAreProved } from './tokens.ts';

tokensAreProved('jwt', 401);
