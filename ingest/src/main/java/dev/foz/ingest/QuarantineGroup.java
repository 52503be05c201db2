package dev.foz.ingest;

import dev.foz.base.TableName;
import java.time.Instant;

/**
 * Records of a quarantine table that broke the same rule in the same place in the same way: their
 * reasons differ at most in values.
 *
 * @param table the quarantine table
 * @param code of the problem: {@code D302}
 * @param path of the value, numbers of list elements left out: {@code itens[].valor}
 * @param reason of the first of them
 * @param position of the first of them: {@code entrada/1.csv:812}
 * @param waiting how many wait
 * @param dropped how many wait no more
 * @param first when the first of them came
 * @param last when the last one came
 */
public record QuarantineGroup(
    TableName table,
    String code,
    String rule,
    String path,
    String reason,
    String position,
    long waiting,
    long dropped,
    Instant first,
    Instant last) {}
