package dev.foz.engine;

import dev.foz.base.TableName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads SQL that another process has read from a file in which that remembered it, and all other
 * SQL by the parser behind, which is first asked for then: a process that meets known SQL alone
 * needs no engine. The file may be deleted at any time; one that is damaged, or that another build
 * of the parser wrote, counts as none. Thread-safe.
 */
public final class RememberingParser implements SqlParser {
  private final Supplier<SqlParser> parser;
  private final Optional<ParsedSqlFile> file;
  private final Map<String, ParsedSqlFile.Entry> asked = new ConcurrentHashMap<>();
  private @Nullable Map<String, ParsedSqlFile.Entry> before;
  private volatile boolean learnt;

  private RememberingParser(Supplier<SqlParser> parser, Optional<ParsedSqlFile> file) {
    this.parser = parser;
    this.file = file;
  }

  /**
   * Remembers in a file.
   *
   * @param build names parser and rules exactly: what another accepted is read again; where it is
   *     empty nothing is remembered
   */
  public static RememberingParser of(
      Supplier<SqlParser> parser, Path file, Optional<String> build) {
    return new RememberingParser(parser, build.map(name -> new ParsedSqlFile(file, name)));
  }

  @Override
  public ParsedSql parse(String sql) {
    if (file.isEmpty()) {
      return parser.get().parse(sql);
    }
    String hash = hash(sql);
    ParsedSqlFile.Entry known = before(file.get()).get(hash);
    if (known == null) {
      ParsedSql parsed = parser.get().parse(sql);
      asked.put(hash, new ParsedSqlFile.Entry(parsed.tables(), parsed.unsteady()));
      learnt = true;
      return parsed;
    }
    asked.put(hash, known);
    return new ParsedSql(sql, known.tables(), known.unsteady());
  }

  /**
   * Remembers what {@link #parse} was asked and accepted, and nothing else, where some of it was
   * new. A file that cannot be written is let be.
   */
  public void save() {
    if (learnt) {
      file.ifPresent(to -> to.write(asked));
      learnt = false;
    }
  }

  private synchronized Map<String, ParsedSqlFile.Entry> before(ParsedSqlFile from) {
    Map<String, ParsedSqlFile.Entry> known = before;
    if (known == null) {
      known = from.read();
      before = known;
    }
    return known;
  }

  private static String hash(String sql) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(sql.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  @Override
  public String inner(String sql) {
    return parser.get().inner(sql);
  }

  @Override
  public Narrowing narrow(
      String sql,
      TableName driving,
      List<String> primaryKey,
      Map<TableName, List<String>> columns) {
    return parser.get().narrow(sql, driving, primaryKey, columns);
  }

  @Override
  public Map<String, ColumnOrigin> origins(String sql, Map<TableName, List<String>> columns) {
    return parser.get().origins(sql, columns);
  }
}
