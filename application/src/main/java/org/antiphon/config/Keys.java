package org.antiphon.config;

import static org.antiphon.config.Key.Kind.ADDRESS;
import static org.antiphon.config.Key.Kind.BYTES;
import static org.antiphon.config.Key.Kind.DECIMAL;
import static org.antiphon.config.Key.Kind.DURATION;
import static org.antiphon.config.Key.Kind.INTEGER;
import static org.antiphon.config.Key.Kind.LIST;
import static org.antiphon.config.Key.Kind.PATH;
import static org.antiphon.config.Key.Kind.RATE;
import static org.antiphon.config.Key.Kind.SECRET;
import static org.antiphon.config.Key.Kind.TEXT;
import static org.antiphon.config.Key.Kind.YES_NO;

import java.util.List;
import java.util.Optional;

/// Every setting there is, once: the loader, `config show`, `config init` and the hints read this.
final class Keys {
  static final List<Key> ALL =
      List.of(
          new Key("data", PATH, "~/.antiphon", "where everything is kept"),
          new Key("storage.cache", PATH, "~/.antiphon/cache", "unpacked programs; may be deleted"),
          new Key("database.url", TEXT, "", "JDBC URL of a PostgreSQL; empty: the embedded one"),
          new Key("database.user", TEXT, "", "role that may migrate it"),
          new Key("database.password", SECRET, "", "its password"),
          new Key("database.pool", INTEGER, "16", "connections at most"),
          new Key("server.host", TEXT, "127.0.0.1", "beyond loopback: TLS or a proxy, and keys"),
          new Key("server.port", INTEGER, "7171", "0: any free port"),
          new Key("server.behind_proxy", YES_NO, "false", "a proxy ends TLS"),
          new Key("server.public_url", ADDRESS, "", "what notices name; empty: host and port"),
          new Key("server.transparency", YES_NO, "false", "true: figures for everybody"),
          new Key("work.threads", INTEGER, "0", "threads for sound; 0: one a processor"),
          new Key(
              "work.calendar_scale",
              DECIMAL,
              "1",
              "how much faster the calendar runs; 1 in earnest"),
          new Key("work.crawl_every", DURATION, "1min", "pause before a feed is read again"),
          new Key("work.maximum_upload", BYTES, "500MB", "size of one fetched upload"),
          new Key("telemetry.otlp", ADDRESS, "", "collector for traces; empty: nothing leaves"),
          new Key("telemetry.share", DECIMAL, "0.01", "of examinations that found nothing"),
          new Key(
              "provenance.skip",
              TEXT,
              "own",
              "own, listed or off: whose signature spares the search for a decoder's trace"),
          new Key("provenance.deny", LIST, "", "signers that never do: name, company or serial"),
          new Key("second_opinion.url", ADDRESS, "", "another detector, asked too; empty: none"),
          new Key("second_opinion.name", TEXT, "", "as pages call it; empty: its host"),
          new Key("second_opinion.key", SECRET, "", "its Bearer key"),
          new Key(
              "second_opinion.sends",
              TEXT,
              "audio",
              "audio or url: the sound leaves this machine, or only its address"),
          new Key("second_opinion.time_limit", DURATION, "60s", "of one question; at most 80s"),
          new Key("second_opinion.largest", BYTES, "50MB", "larger sound is not sent"),
          new Key("second_opinion.requests", RATE, "1/s", "all our processes together"),
          new Key("second_opinion.simulated", YES_NO, "false", "a pretend one on this machine"),
          new Key("second_opinion.probability_field", TEXT, "confidence", "of its answer, 0 to 1"),
          new Key("second_opinion.artifacts_field", TEXT, "artifacts", "of its answer, a list"),
          new Key("complainant.name", TEXT, "", "who complains, on every notice"),
          new Key("complainant.organisation", TEXT, "", "for whom"),
          new Key("complainant.address", TEXT, "", "postal address"),
          new Key("complainant.telephone", TEXT, "", "with country code"),
          new Key("complainant.email", TEXT, "", "where platforms answer"),
          new Key("mail.host", TEXT, "", "server that takes our mail; empty: no mail is sent"),
          new Key("mail.port", INTEGER, "587", "465 where security is tls"),
          new Key("mail.security", TEXT, "starttls", "starttls, tls, or none on this machine"),
          new Key("mail.from", TEXT, "", "such as \"Antiphon <antiphon@example.org>\""),
          new Key("mail.user", TEXT, "", "empty: no log-in"),
          new Key("mail.password", SECRET, "", "its password"),
          new Key("platform.*.name", TEXT, "", "as people call it; empty: its id"),
          new Key("platform.*.connector", TEXT, "rest", "what speaks to it"),
          new Key("platform.*.url", ADDRESS, "", "base of its interface; required"),
          new Key("platform.*.key", SECRET, "", "opens its interface"),
          new Key("platform.*.webhook_secret", SECRET, "", "signs what it sends"),
          new Key("platform.*.simulated", YES_NO, "false", "a pretend platform on this machine"),
          new Key("platform.*.regimes", LIST, "", "such as US_512, EU_DSA"),
          new Key("platform.*.territories", LIST, "*", "where it acts"),
          new Key("platform.*.requests", RATE, "5/s", "all our processes together"),
          new Key("platform.*.burst", INTEGER, "10", "requests at once"),
          new Key("platform.*.settle", DURATION, "1h", "from acceptance to down"),
          new Key("platform.*.key_lifetime", DURATION, "", "of an idempotency key; empty: unknown"),
          new Key("platform.*.takes_notices", YES_NO, "true", "false: crawled only"),
          new Key(
              "platform.*.licensed-songs",
              YES_NO,
              "false",
              "it has licences for songs: covers are lawful there"),
          new Key("platform.*.labels", YES_NO, "false", "it labels machine-made sound"));

  static final String PLATFORM = "platform.";

  private Keys() {}

  static Optional<Key> named(String full) {
    return ALL.stream().filter(key -> key.names(full)).findFirst();
  }
}
