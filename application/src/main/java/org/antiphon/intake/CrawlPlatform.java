package org.antiphon.intake;

/// Payload of the job that reads a feed: one page a run.
public record CrawlPlatform(String platform) {}
