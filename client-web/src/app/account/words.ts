import type { Role } from '../../gen/hientai/access/v1/account_pb';
import type { ChangeKind } from '../../gen/hientai/access/v1/account_service_pb';
import type { DataClass, Purpose } from '../../gen/hientai/rpc/v1/access_pb';
import type { TextKey } from '../ui/text';

/** Code lists of access as keys of texts. */
export const roleKey = (value: Role) => `role.${value}` as TextKey;
export const dataClassKey = (value: DataClass) => `dataClass.${value}` as TextKey;
export const purposeKey = (value: Purpose) => `purpose.${value}` as TextKey;
export const changeKindKey = (value: ChangeKind) => `changeKind.${value}` as TextKey;
