package org.postern.boot;

import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.postern.auth.DirectoryException;
import org.postern.boot.ControlResponse.Status;
import org.postern.store.MailboxName;
import org.postern.store.StoreException;
import org.postern.store.UserName;
import org.postern.store.maildir.CheckDepth;
import org.postern.store.maildir.CheckReport;
import org.postern.store.maildir.Finding;
import org.postern.store.maildir.MaildirAdministration;

/** {@code postern mailbox check}. */
final class CheckOperation {
    /** Findings listed; where there are more, one knows enough. */
    private static final int MOST = 10_000;

    private CheckOperation() {}

    static ControlResponse check(Core core, ControlRequest request, InputStream body)
            throws OperationException, DirectoryException, StoreException {
        UserName name = Accounts.owner(core, request);
        MaildirAdministration accounts = MaildirOperations.maildir(core);
        CheckDepth depth = request.option("depth").isPresent() ? CheckDepth.CONTENTS : CheckDepth.NAMES;
        CheckReport report;
        if (request.option("repair").isPresent()) {
            report = accounts.repair(name, depth);
            Accounts.account(core, request).recalculate();
            core.audit().administered("mailbox check --repair", name + " " + report.repaired());
        } else {
            report = accounts.check(name, depth);
        }
        Status status = report.left(Finding.Severity.FAULT) == 0 ? Status.DONE : Status.FAULTS;
        List<Map<String, Object>> rows =
                report.findings().stream().limit(MOST).map(CheckOperation::row).toList();
        return new ControlResponse(status, summary(report), rows);
    }

    private static Map<String, Object> row(Finding finding) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("mailbox", finding.mailbox().map(MailboxName::path).orElse(""));
        row.put("severity", word(finding.kind().severity()));
        row.put("kind", word(finding.kind()));
        row.put("uid", finding.uid().isPresent() ? (Object) finding.uid().getAsLong() : "");
        row.put("file", finding.file());
        row.put("state", word(finding.state()));
        row.put("what", finding.sentence());
        return row;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String summary(CheckReport report) {
        String all = report.mailboxes() + " mailboxes, " + report.messages() + " messages: ";
        if (report.findings().isEmpty()) {
            return all + "nothing differs";
        }
        String repaired = report.repaired() == 0 ? "" : report.repaired() + " repaired, ";
        String cut = report.findings().size() > MOST ? "; only the first " + MOST + " are listed" : "";
        return all + repaired + report.left(Finding.Severity.FAULT) + " faults, " + report.left(Finding.Severity.NOTE)
                + " notes" + cut;
    }
}
