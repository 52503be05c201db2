package dev.foz.table;

import java.util.Optional;

/**
 * Why a record waits in quarantine. Empty texts are stored as null.
 *
 * @param code of the problem, {@code D301}
 * @param rule that was broken, as the contract calls it
 * @param path of the value within the record
 * @param reason for people
 * @param offset of the value in the payload, in bytes; below 0 where unknown, stored as null
 * @param dropped why somebody dropped the record; empty while it waits
 */
public record Reason(
    String code, String rule, String path, String reason, long offset, Optional<String> dropped) {}
