import { Params } from '@angular/router';
import { fromJsonString, type MessageInitShape } from '@bufbuild/protobuf';
import { EvidenceGrade, Level } from '../../gen/hientai/personnel/v1/qualification_pb';
import { Sector } from '../../gen/hientai/talent/v1/programme_pb';
import { Among, NeedSchema } from '../../gen/hientai/talent/v1/talent_service_pb';

type NeedInit = MessageInitShape<typeof NeedSchema>;

/** What is asked for, as it stands in the address. */
export function needIn(params: Params): NeedInit {
  return {
    sector: Number(params['linh-vuc']) || Sector.UNSPECIFIED,
    field: String(params['nganh'] ?? ''),
    education: Number(params['trinh-do']) || Level.UNSPECIFIED,
    known: Number(params['xac-thuc']) || EvidenceGrade.UNSPECIFIED,
    language: Number(params['ngoai-ngu']) || Level.UNSPECIFIED,
    serviceYears: Number(params['nam']) || 0,
    contributions: Number(params['dong-gop']) || 0,
    availableBy: String(params['truoc'] ?? ''),
    unitId: String(params['don-vi'] ?? ''),
    among: Number(params['trong']) || Among.UNSPECIFIED,
  };
}

/** A saved need as parameters of the address; nothing if it cannot be read. */
export function paramsOf(json: string): Params {
  try {
    const need = fromJsonString(NeedSchema, json);
    return {
      'linh-vuc': need.sector || null,
      nganh: need.field || null,
      'trinh-do': need.education || null,
      'xac-thuc': need.known || null,
      'ngoai-ngu': need.language || null,
      nam: need.serviceYears || null,
      'dong-gop': need.contributions || null,
      truoc: need.availableBy || null,
      'don-vi': need.unitId || null,
      trong: need.among || null,
    };
  } catch {
    return {};
  }
}
