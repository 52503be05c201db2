package dev.foz.app.command;

import dev.foz.app.lake.OpenLake;
import dev.foz.app.lake.OptionSql;
import dev.foz.app.lake.SourceTables;
import dev.foz.app.record.RecordView;
import dev.foz.app.record.RejectedRecord;
import dev.foz.app.text.Console;
import dev.foz.app.text.Figures;
import dev.foz.app.text.Values;
import dev.foz.base.PayloadFormat;
import dev.foz.base.TableName;
import dev.foz.base.lake.SourceTableSpec;
import dev.foz.contract.Declaration;
import dev.foz.ingest.Choice;
import dev.foz.ingest.Quarantine;
import dev.foz.ingest.QuarantinedRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foz quarantine show TABLE}: records beside what the contract says. */
@Command(
    name = "show",
    description = "Shows records in quarantine, each with a mark under what is wrong in it.")
final class QuarantineShowCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private final LakeOptions options;

  @Parameters(paramLabel = "TABLE", description = "As in SQL, with or without its layer")
  private String table = "";

  @Mixin private final ChoiceOptions choice = new ChoiceOptions();

  @Option(names = "--limit", paramLabel = "N", description = "Records to show (default 5)")
  private int limit = 5;

  QuarantineShowCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.options = new LakeOptions(surroundings);
  }

  @Override
  public Integer call() {
    try (OpenLake open = options.open()) {
      TableName quarantine = QuarantineArgument.find(open, table);
      Choice wanted = choice.choice();
      List<QuarantinedRecord> records =
          OptionSql.within(
              choice.sql(), () -> open.quarantine().records(quarantine, wanted, limit));
      if (options.json()) {
        surroundings.console().out().println(Values.json(json(records)));
      } else {
        print(open, quarantine, records);
      }
      return 0;
    }
  }

  private static List<Map<String, Object>> json(List<QuarantinedRecord> records) {
    return records.stream().map(QuarantineShowCommand::json).toList();
  }

  private static Map<String, Object> json(QuarantinedRecord record) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("seq", record.seq());
    out.put("position", record.position());
    out.put("seen", record.seen().toString());
    out.put("code", record.reason().code());
    out.put("rule", record.reason().rule());
    out.put("path", record.reason().path());
    out.put("reason", record.reason().reason());
    out.put("offset", record.reason().offset());
    record.reason().dropped().ifPresent(why -> out.put("dropped", why));
    out.put("contract", record.contract());
    out.put("payload", record.text());
    return out;
  }

  private void print(OpenLake open, TableName quarantine, List<QuarantinedRecord> records) {
    Console console = surroundings.console();
    Optional<Declaration> declaration =
        SourceTables.find(open.lake(), quarantine).flatMap(open.declarations()::of);
    RecordView view = RecordView.of(console);
    for (QuarantinedRecord record : records) {
      console.out().println(console.bold("record " + record.seq()) + "  " + record.position());
      view.lines(rejected(record, declaration)).forEach(console.out()::println);
      record
          .reason()
          .dropped()
          .ifPresent(why -> console.out().println(console.fitted("dropped: " + why, 2)));
      console.out().println();
    }
    if (records.isEmpty()) {
      console.out().println("no record is meant");
    } else {
      console.out().println(console.fitted(remedy(open, quarantine, records), 0));
    }
  }

  private static RejectedRecord rejected(
      QuarantinedRecord record, Optional<Declaration> declaration) {
    return new RejectedRecord(
        record.payload(),
        PayloadFormat.fromHeaders(record.headers()),
        record.reason().path(),
        Math.max(0, record.reason().offset()),
        record.reason().reason(),
        declaration.flatMap(contract -> contract.expectation(record.reason().path())));
  }

  private String remedy(OpenLake open, TableName quarantine, List<QuarantinedRecord> shown) {
    String name = QuarantineArgument.tableOf(quarantine).orElse(quarantine).toString();
    Optional<SourceTableSpec> spec = SourceTables.find(open.lake(), quarantine);
    String contract =
        spec.flatMap(SourceTableSpec::contract)
            .flatMap(open.lake()::schema)
            .map(schema -> schema.path())
            .orElse(spec.isPresent() ? "the contract" : "the model or what it reads");
    boolean dropped = shown.stream().anyMatch(record -> record.reason().dropped().isPresent());
    String then =
        Quarantine.canRetry(quarantine)
            ? " or the records, then: foz quarantine retry " + name + (dropped ? " --dropped" : "")
            : ", then: foz run";
    return Figures.count(shown.size(), "record") + " shown. Correct " + contract + then;
  }
}
