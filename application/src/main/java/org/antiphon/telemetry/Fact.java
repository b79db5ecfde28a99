package org.antiphon.telemetry;

/// What a span may say, and nothing else: no persons, no titles, no addresses with queries, no
/// tokens, no sound.
public enum Fact {
  UPLOAD("antiphon.upload.id"),
  CASE("antiphon.case.id"),
  NOTICE("antiphon.notice.id"),
  PLATFORM("antiphon.platform"),
  AUDIO("antiphon.audio.sha256"),
  SECONDS("antiphon.audio.seconds"),
  CODEC("antiphon.audio.codec"),
  ALGORITHM("antiphon.algorithm"),
  MATCHES("antiphon.matches"),
  VERDICT("antiphon.verdict"),
  CONCLUSION("antiphon.conclusion"),
  OUTCOME("antiphon.outcome"),
  JOB("antiphon.job"),
  ATTEMPT("antiphon.attempt"),
  METHOD("http.request.method"),
  ROUTE("http.route"),
  STATUS("http.response.status_code"),
  SERVER("server.address");

  private final String key;

  Fact(String key) {
    this.key = key;
  }

  /// As the attribute is called.
  public String key() {
    return key;
  }
}
