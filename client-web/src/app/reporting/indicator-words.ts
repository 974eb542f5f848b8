import { Indicator } from '../../gen/hientai/reporting/v1/indicator_service_pb';
import type { TextKey } from '../ui/text';

export const indicatorKey = (indicator: Indicator) => `indicatorName.${indicator}` as TextKey;
