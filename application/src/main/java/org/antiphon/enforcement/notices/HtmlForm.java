package org.antiphon.enforcement.notices;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/// A notice as one HTML page: every text escaped by the template engine, no script, nothing loaded
/// from elsewhere. Derived from the attested JSON alone, and carries its hash.
public final class HtmlForm {
  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(null, ContentType.Html, null, "org.antiphon");

  /// Renders the bytes that were attested.
  public String of(byte[] document, String documentSha256) {
    var page = new StringOutput();
    templates.render(
        "enforcement/notices/HtmlForm.jte",
        NoticeView.of(TextForm.read(document), documentSha256),
        page);
    return page.toString();
  }
}
