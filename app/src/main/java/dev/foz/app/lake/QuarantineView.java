package dev.foz.app.lake;

import dev.foz.base.Field;
import dev.foz.base.Type;
import dev.foz.ingest.QuarantineGroup;
import dev.foz.ingest.QuarantineGroups;
import dev.foz.serve.SystemView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code system.quarantine}: what is in quarantine, by table, rule and place. */
final class QuarantineView {
  private static final List<Field> COLUMNS =
      List.of(
          Field.of("table_name", Type.Primitive.STRING),
          Field.of("code", Type.Primitive.STRING),
          Field.of("rule", Type.Primitive.STRING),
          Field.of("path", Type.Primitive.STRING),
          Field.of("reason", Type.Primitive.STRING),
          Field.of("waiting", Type.Primitive.LONG),
          Field.of("dropped", Type.Primitive.LONG),
          Field.of("first_seen", Type.Primitive.TIMESTAMPTZ),
          Field.of("last_seen", Type.Primitive.TIMESTAMPTZ));

  private QuarantineView() {}

  static SystemView of(QuarantineGroups groups) {
    return new SystemView(
        "quarantine", COLUMNS, sink -> groups.all().forEach(group -> sink.row(row(group))));
  }

  private static @Nullable Object[] row(QuarantineGroup group) {
    return new @Nullable Object[] {
      group.table().toString(),
      group.code(),
      group.rule(),
      group.path(),
      group.reason(),
      group.waiting(),
      group.dropped(),
      group.first(),
      group.last()
    };
  }
}
