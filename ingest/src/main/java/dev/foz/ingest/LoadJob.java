package dev.foz.ingest;

import dev.foz.base.Progress;
import dev.foz.state.Lease;
import dev.foz.state.StateStore;
import dev.foz.table.Catalog;

/** What stays the same during one load. */
record LoadJob(
    Catalog catalog,
    StateStore state,
    Lease lease,
    String source,
    long run,
    LoadLimits limits,
    LoadTotals totals,
    Progress progress) {}
