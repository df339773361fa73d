package org.postern.imap.feature;

import java.util.List;
import org.postern.imap.syntax.StatusItem;

/** APPENDLIMIT (RFC 7889): one limit for all mailboxes of a session, told by CAPABILITY and, to who asks, by STATUS. */
final class AppendLimitFeature implements ImapFeature {
    @Override
    public List<String> capabilities(CapabilityFacts facts) {
        return List.of("APPENDLIMIT=" + facts.limits().message());
    }

    @Override
    public List<StatusItem> statusItems() {
        return List.of(new StatusItem("APPENDLIMIT", (account, status, appendLimit) -> Long.toString(appendLimit)));
    }
}
