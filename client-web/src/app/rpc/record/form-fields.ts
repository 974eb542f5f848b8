import { Component, computed, forwardRef, inject, input, model } from '@angular/core';
import { FieldTree, FormField, form, validateTree } from '@angular/forms/signals';
import { FileRef } from '../../../gen/hientai/rpc/v1/file_pb';
import { FieldViolation } from '../../../gen/hientai/rpc/v1/refusal_pb';
import { RuleFinding } from '../../../gen/hientai/rpc/v1/rule_pb';
import { Icon } from '../../ui/icon';
import { Language, injectText } from '../../ui/text';
import { PersonPicker } from '../person-picker';
import { UnitPicker } from '../unit-picker';
import { EvidenceChoice } from './evidence-choice';
import { ExemptionsField } from './exemptions-field';
import { FiguresField } from './figures-field';
import { FileField } from './file-field';
import { FieldSpec, Values, isEmpty, isUnread, violationOf } from './form-spec';
import { ManyField } from './many-field';
import { PaperPicker } from './paper-picker';
import { PartialDateField } from './partial-date-field';
import { PeopleField } from './people-field';
import { Suggestions } from './suggestions';
import { WaysField } from './ways-field';
import { YesNoField } from './yes-no-field';

/** Controls of several parts: their label names a group, not an input. */
const GROUPED: FieldSpec['type'][] = [
  'grade',
  'unit',
  'paper',
  'person',
  'files',
  'many',
  'ways',
  'exemptions',
  'figures',
  'people',
  'yesno',
];

let forms = 0;

/** Described fields as a signal form: label above, hint below, and what is wrong in place of the hint. */
@Component({
  selector: 'ht-form-fields',
  imports: [
    EvidenceChoice,
    ExemptionsField,
    FiguresField,
    FileField,
    FormField,
    Icon,
    ManyField,
    forwardRef(() => PaperPicker),
    PartialDateField,
    PeopleField,
    PersonPicker,
    Suggestions,
    UnitPicker,
    WaysField,
    YesNoField,
  ],
  templateUrl: './form-fields.html',
})
export class FormFields {
  protected readonly t = injectText();
  private readonly language = inject(Language);
  readonly fields = input.required<FieldSpec[]>();
  readonly values = model.required<Values>();
  readonly violations = input<FieldViolation[]>([]);
  /** What is unlikely, said beside its field. */
  readonly findings = input<RuleFinding[]>([]);
  /** Somebody tried to record: what is missing is now said beside each field. */
  readonly insist = input(false);

  private readonly prefix = `form-${++forms}`;
  protected readonly shown = computed(() => this.fields().filter((field) => !field.when || field.when(this.values())));
  protected readonly tree = form(this.values, (path) =>
    validateTree(path, ({ fieldTree }) =>
      this.shown()
        .filter((field) => !field.optional && isEmpty(this.values()[field.name]))
        .map((field) => ({ kind: 'required', fieldTree: fieldTree[field.name] })),
    ),
  );

  // The description says which control a field has, and with it the type of its value.
  protected text = (field: FieldSpec) => this.tree[field.name] as FieldTree<string>;
  protected typed = (field: FieldSpec) => String(this.values()[field.name] ?? '');
  protected flag = (field: FieldSpec) => this.tree[field.name] as FieldTree<boolean>;
  protected files = (field: FieldSpec) => this.tree[field.name] as FieldTree<FileRef[]>;

  protected grouped = (field: FieldSpec) => GROUPED.includes(field.type);
  protected id = (field: FieldSpec) => `${this.prefix}-${field.name}`;

  protected problem(field: FieldSpec): string {
    if (isUnread(field, this.values()[field.name])) return this.t(field.readable!.say);
    const violation = violationOf(field, this.violations());
    // What is wrong with one figure is said beside it.
    if (violation && !(field.type === 'figures' && violation.field.endsWith('.value')))
      return this.language.of(violation.message);
    const state = this.tree[field.name]?.();
    return state?.invalid() && (this.insist() || (state.touched() && state.dirty())) ? this.t('record.required') : '';
  }

  protected doubt(field: FieldSpec): string {
    const finding = violationOf(field, this.findings());
    return finding ? `${finding.rule}: ${this.language.of(finding.message)}` : '';
  }

  protected describedBy(field: FieldSpec): string | null {
    return this.problem(field) || this.doubt(field) || field.hint ? `${this.id(field)}-note` : null;
  }

  protected kept(field: FieldSpec) {
    return field.keep && this.values()[field.keep.flag] === true ? field.keep : undefined;
  }

  protected keepField(field: FieldSpec, on: boolean) {
    this.values.update((values) => ({ ...values, [field.keep!.flag]: on, ...(on && { [field.name]: '' }) }));
  }

  /** Answers that hang on this one start over. */
  protected changed(field: FieldSpec) {
    const clears = typeof field.clears === 'function' ? field.clears(this.values()) : (field.clears ?? []);
    if (clears.length)
      this.values.update((values) => ({ ...values, ...Object.fromEntries(clears.map((name) => [name, ''])) }));
  }
}
