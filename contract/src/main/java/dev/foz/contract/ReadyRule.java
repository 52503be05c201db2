package dev.foz.contract;

/** A check of identifiers that Foz brings along; see {@link ReadyRules}. Stateless. */
public interface ReadyRule {
  /** As it stands in contracts and tests: {@code cpf}. */
  String name();

  /** What it accepts, for people: {@code a CPF with right check digits}. */
  String meaning();

  /** Whether the text, which is taken as it stands, passes. */
  boolean accepts(String text);
}
