package dev.foz.ingest;

import dev.foz.contract.Contract;
import dev.foz.contract.Growth;

/** What a load starts from in one of its tables. */
record TableStart(Contract contract, Growth growth) {}
