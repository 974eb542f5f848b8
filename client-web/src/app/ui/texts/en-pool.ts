import type { Texts } from '../text';
import type vi from './vi-pool';

export default {
  pool: {
    figures: 'How many, by kind of source, sector and group',
    untold: 'not for this reader, or so few that each could be told apart',
    overviewNote: 'people on their way, by stage and priority group',
    toPost: 'to succeed as {post}',
  },
} satisfies Texts<typeof vi>;
