package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import org.antiphon.config.Settings;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Subject;
import org.antiphon.provenance.TrustFolder;
import org.antiphon.provenance.TrustSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `trust …`.
@Command(
    name = "trust",
    description = "Whose signatures in files are believed: the official lists and your own roots.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: ./antiphon trust add our-label root.pem"})
final class TrustCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This help.")
  boolean help;

  static TrustFolder folder(Settings settings) {
    return new TrustFolder(settings.data().resolve("trust.d"));
  }

  /// A change of the folder that may fail.
  @FunctionalInterface
  interface Change {
    List<X509Certificate> make() throws IOException;
  }

  /// Changes whom we believe. Where this installation has a database, the record says so in the
  /// same transaction: a change that fails is not recorded, and one that cannot be recorded is not
  /// made.
  static List<X509Certificate> change(
      Kit kit, Settings settings, String name, String what, Change change) throws IOException {
    if (!hasDatabase(settings)) return change.make();
    try (var database = kit.workshop().database(settings)) {
      var clock = kit.surroundings().clock();
      var ledger = new Ledger(database, new KeyFolder(settings.data().resolve("keys")), clock);
      return database.inTransaction(() -> {
        var changed = make(change);
        var data = new LinkedHashMap<String, Object>();
        data.put("change", what);
        data.put("sha256", changed.stream().map(TrustSet::fingerprint).toList());
        data.put("trustSet", folder(settings).current().id());
        ledger.append(
            new Entry(EntryKind.TRUST_CHANGED, Actor.system(), new Subject("trust", name), data));
        return changed;
      });
    }
  }

  private static List<X509Certificate> make(Change change) {
    try {
      return change.make();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean hasDatabase(Settings settings) {
    Path embedded = settings.data().resolve("pg18");
    return settings.storage().databaseUrl().isPresent() || Files.isDirectory(embedded);
  }
}
