package org.antiphon.cli;

import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.antiphon.provenance.TrustSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;

/// `trust list`.
@Command(
    name = "list",
    description = "Shows whose signatures in files are believed.",
    footer = {"", "Example: ./antiphon trust list --json"})
final class TrustList implements Callable<Integer> {
  private static final long OLD_DAYS = 180;
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  TrustList(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var console = kit.console(options);
    var set = TrustCommand.folder(kit.settings(options)).current();
    var json = Console.object("trust-list/1").put("trustSet", set.id());
    json.put("officialDate", TrustSet.OFFICIAL_DATE.toString());
    var lists = json.putArray("lists");
    list(console, lists, "official signers", set.signers());
    list(console, lists, "official time-stampers", set.timeStampers());
    new TreeMap<>(set.ownRoots())
        .forEach((name, roots) -> {
          list(console, lists, name, roots);
          roots.forEach(each -> console.say("  " + line(each)));
        });
    var today = LocalDate.ofInstant(kit.surroundings().clock().instant(), ZoneOffset.UTC);
    long days = DoctorProvenance.age(today);
    if (days > OLD_DAYS)
      console.warning("the official lists are %d days old: update Antiphon".formatted(days));
    console.json(json);
    return ExitCode.DONE;
  }

  private static void list(
      Console console, ArrayNode lists, String name, List<X509Certificate> roots) {
    console.say("%-24s %d certificates".formatted(name, roots.size()));
    certificates(lists.addObject().put("name", name).putArray("certificates"), roots);
  }

  static void certificates(ArrayNode array, List<X509Certificate> certificates) {
    for (var each : certificates)
      array
          .addObject()
          .put("subject", each.getSubjectX500Principal().getName())
          .put("sha256", TrustSet.fingerprint(each))
          .put("notAfter", each.getNotAfter().toInstant().toString());
  }

  static String line(X509Certificate certificate) {
    return "%s, until %s"
        .formatted(
            certificate.getSubjectX500Principal().getName(), certificate.getNotAfter().toInstant());
  }
}
