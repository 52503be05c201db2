package dev.foz.contract;

/** What happens to a record with a field or a type that the contract does not have. */
public enum Growth {
  /** The contract is widened, so that it covers the record. */
  LEARN,
  /** The record is rejected, by the rule {@code schema-change}. */
  REFUSE
}
