package dev.foz.state;

import java.util.List;

/** The first layout; its meaning is told in {@code docs/formats/state.md}. */
final class SchemaVersion1 {
  static final List<String> STATEMENTS =
      List.of(
          """
          CREATE TABLE foz_schema_version (version BIGINT NOT NULL)""",
          """
          INSERT INTO foz_schema_version (version) VALUES (0)""",
          """
          CREATE TABLE foz_counters (
            name VARCHAR(64) NOT NULL PRIMARY KEY,
            value BIGINT NOT NULL)""",
          """
          INSERT INTO foz_counters (name, value)
          VALUES ('commit', 0), ('run', 0), ('step', 0), ('fence', 0)""",
          // These two are laid out by Iceberg (JdbcUtil, schema version V1), which makes them, too.
          """
          CREATE TABLE IF NOT EXISTS iceberg_tables (
            catalog_name VARCHAR(255) NOT NULL,
            table_namespace VARCHAR(255) NOT NULL,
            table_name VARCHAR(255) NOT NULL,
            metadata_location VARCHAR(1000),
            previous_metadata_location VARCHAR(1000),
            iceberg_type VARCHAR(5),
            PRIMARY KEY (catalog_name, table_namespace, table_name))""",
          """
          CREATE TABLE IF NOT EXISTS iceberg_namespace_properties (
            catalog_name VARCHAR(255) NOT NULL,
            namespace VARCHAR(255) NOT NULL,
            property_key VARCHAR(255),
            property_value VARCHAR(1000),
            PRIMARY KEY (catalog_name, namespace, property_key))""",
          """
          CREATE TABLE foz_tables (
            table_name VARCHAR(255) NOT NULL PRIMARY KEY,
            layer VARCHAR(32) NOT NULL,
            name VARCHAR(255) NOT NULL,
            metadata_location VARCHAR(1000) NOT NULL,
            last_commit BIGINT NOT NULL,
            data_commit BIGINT NOT NULL,
            records BIGINT NOT NULL,
            bytes BIGINT NOT NULL,
            files BIGINT NOT NULL,
            snapshot_id BIGINT NOT NULL,
            columns TEXT NOT NULL,
            contract VARCHAR(255),
            changed_at BIGINT NOT NULL,
            UNIQUE (layer, name))""",
          """
          CREATE TABLE foz_leases (
            name VARCHAR(255) NOT NULL PRIMARY KEY,
            epoch BIGINT NOT NULL,
            held BIGINT NOT NULL,
            node VARCHAR(255) NOT NULL,
            boot_id VARCHAR(255) NOT NULL,
            pid BIGINT NOT NULL,
            process_started BIGINT NOT NULL,
            acquired_at BIGINT NOT NULL,
            beat BIGINT NOT NULL)""",
          """
          CREATE TABLE foz_commits (
            number BIGINT NOT NULL PRIMARY KEY,
            id VARCHAR(36) NOT NULL UNIQUE,
            kind VARCHAR(16) NOT NULL,
            run BIGINT NOT NULL,
            committed_at BIGINT NOT NULL,
            tables TEXT NOT NULL,
            files_added BIGINT NOT NULL,
            files_removed BIGINT NOT NULL,
            records_added BIGINT NOT NULL)""",
          """
          CREATE TABLE foz_readers (
            reader VARCHAR(255) NOT NULL PRIMARY KEY,
            version BIGINT NOT NULL,
            last_seq BIGINT NOT NULL,
            last_commit BIGINT NOT NULL,
            moved_at BIGINT NOT NULL)""",
          """
          CREATE TABLE foz_reader_parts (
            reader VARCHAR(255) NOT NULL REFERENCES foz_readers (reader),
            part VARCHAR(500) NOT NULL,
            place TEXT NOT NULL,
            PRIMARY KEY (reader, part))""",
          """
          CREATE TABLE foz_segments (
            segment VARCHAR(700) NOT NULL PRIMARY KEY,
            commit_number BIGINT NOT NULL)""",
          """
          CREATE TABLE foz_contracts (
            hash VARCHAR(255) NOT NULL PRIMARY KEY,
            text TEXT NOT NULL,
            first_commit BIGINT NOT NULL)""",
          """
          CREATE TABLE foz_files (
            path VARCHAR(700) NOT NULL PRIMARY KEY,
            table_name VARCHAR(255) NOT NULL,
            content VARCHAR(16) NOT NULL,
            records BIGINT NOT NULL,
            bytes BIGINT NOT NULL,
            first_seq BIGINT NOT NULL,
            last_seq BIGINT NOT NULL,
            commit_number BIGINT NOT NULL,
            added_commit BIGINT NOT NULL,
            run BIGINT NOT NULL,
            written_at BIGINT NOT NULL,
            removed_commit BIGINT NOT NULL,
            removed_at BIGINT)""",
          """
          CREATE INDEX foz_files_by_table
          ON foz_files (table_name, removed_commit, commit_number, first_seq)""",
          """
          CREATE TABLE foz_garbage (
            path VARCHAR(700) NOT NULL PRIMARY KEY,
            doomed_at BIGINT NOT NULL)""",
          """
          CREATE INDEX foz_garbage_by_time ON foz_garbage (doomed_at)""",
          """
          CREATE TABLE foz_consumptions (
            consumer VARCHAR(255) NOT NULL,
            input VARCHAR(255) NOT NULL,
            to_commit BIGINT NOT NULL,
            PRIMARY KEY (consumer, input))""",
          """
          CREATE INDEX foz_consumptions_by_input ON foz_consumptions (input, consumer)""",
          """
          CREATE TABLE foz_consumption_history (
            consumer VARCHAR(255) NOT NULL,
            input VARCHAR(255) NOT NULL,
            commit_number BIGINT NOT NULL,
            run BIGINT NOT NULL,
            from_commit BIGINT NOT NULL,
            to_commit BIGINT NOT NULL,
            valid_to BIGINT NOT NULL,
            PRIMARY KEY (consumer, input, commit_number))""",
          """
          CREATE INDEX foz_consumption_history_by_range
          ON foz_consumption_history (consumer, input, valid_to, from_commit, run)""",
          """
          CREATE TABLE foz_runs (
            run BIGINT NOT NULL PRIMARY KEY,
            command TEXT NOT NULL,
            state VARCHAR(16) NOT NULL,
            started_at BIGINT NOT NULL,
            ended_at BIGINT,
            elapsed BIGINT,
            error TEXT,
            process VARCHAR(300) NOT NULL,
            node VARCHAR(255) NOT NULL,
            boot_id VARCHAR(255) NOT NULL,
            pid BIGINT NOT NULL,
            process_started BIGINT NOT NULL)""",
          """
          CREATE INDEX foz_runs_by_state ON foz_runs (state, run)""",
          """
          CREATE TABLE foz_steps (
            step BIGINT NOT NULL PRIMARY KEY,
            run BIGINT NOT NULL REFERENCES foz_runs (run),
            subject VARCHAR(255) NOT NULL,
            kind VARCHAR(64) NOT NULL,
            state VARCHAR(16) NOT NULL,
            started_at BIGINT NOT NULL,
            ended_at BIGINT,
            elapsed BIGINT,
            records_read BIGINT NOT NULL,
            records_written BIGINT NOT NULL,
            bytes_read BIGINT NOT NULL,
            bytes_written BIGINT NOT NULL,
            error TEXT)""",
          """
          CREATE INDEX foz_steps_by_run ON foz_steps (run, state)""");

  private SchemaVersion1() {}
}
