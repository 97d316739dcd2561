// What the panels of a dashboard share: the time range, the variables, the cursor.

import type { Variables } from '../variables/resolve';
import type { RawRange, TimeRange } from '../page/time';
import type { DashboardModel } from './model';

export interface DashboardState {
  model: DashboardModel;
  variables: Variables;
  range: TimeRange;
  setRange: (raw: RawRange) => void;
  /** Name of the cursor that the panels share; null where each has its own. */
  cursor: string | null;
}
