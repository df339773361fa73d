package org.postern.imap.feature;

import java.util.List;

/** APPENDLIMIT (RFC 7889): one limit for all mailboxes, so CAPABILITY says all. */
final class AppendLimitFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("APPENDLIMIT=" + facts.limits().message());
    }
}
