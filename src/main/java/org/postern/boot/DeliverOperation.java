package org.postern.boot;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postern.boot.ControlResponse.Status;
import org.postern.delivery.DeliveryReport;
import org.postern.delivery.Outcome;
import org.postern.delivery.RecipientOutcome;

/** {@code postern deliver}. */
final class DeliverOperation {
    private DeliverOperation() {}

    static ControlResponse deliver(Core core, ControlRequest request, InputStream body)
            throws OperationException, IOException {
        if (request.words().isEmpty()) {
            throw new OperationException(Status.USAGE, "deliver needs a recipient");
        }
        DeliveryReport report =
                core.streamDelivery().deliver(request.option("sender").orElse(""), request.words(), body);
        Outcome verdict = report.verdict();
        return new ControlResponse(status(verdict), verdict.isSuccess() ? "" : verdict.text(), rows(report));
    }

    private static Status status(Outcome verdict) {
        return switch (verdict) {
            case DELIVERED, RECIPIENT_OK -> Status.DONE;
            case UNKNOWN_USER -> Status.NO_USER;
            case MAILBOX_FULL -> Status.FULL;
            case MAILBOX_FULL_NOW, DISK_FULL, TRY_AGAIN, CANNOT_FORWARD, TOO_MANY_RECIPIENTS -> Status.TRY_AGAIN;
            case BAD_ADDRESS, NEEDS_SMTPUTF8, TOO_BIG, FORWARD_REFUSED, FORWARD_EXPIRED, FORWARD_LOOP, EXPIRED ->
                Status.REFUSED;
        };
    }

    private static List<Map<String, Object>> rows(DeliveryReport report) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (RecipientOutcome recipient : report.recipients()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("recipient", recipient.recipient());
            row.put("status", recipient.outcome().status());
            row.put("text", recipient.outcome().text());
            rows.add(row);
        }
        return rows;
    }
}
