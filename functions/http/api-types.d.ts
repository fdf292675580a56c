/** The API as its description has it, made by `npm run openapi`. */
export interface paths {
    "/v1/clues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The clue that bears a reference, without its content; none where there is none for the caller */
        get: operations["find-clues"];
        put?: never;
        /** Registers a clue and, unless dispatch is false, hands it to the organs of its level and region (R1, R2) */
        post: operations["submit-clue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clues/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Registers up to 100 clues; each is answered for itself, in its place */
        post: operations["submit-clues"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clues/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A clue with its secret part, by the newest version of its content that the caller may know, or one before it; ETag is that version. The reading goes on its record */
        get: operations["read-clue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Corrects what a clue says, before its dispatch, after a return, or for a supplement; each version is kept. If-Match takes the version of the content, which GET /v1/clues/{id} gives as ETag */
        patch: operations["correct-clue"];
        trace?: never;
    };
    "/v1/transfers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A transfer with its timeline, its mails and the explanation of its deadline */
        get: operations["read-transfer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/dispatch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hands a registered or returned clue over */
        post: operations["dispatch-transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the clue (R4); a case notice with the officers assigned (R7) */
        post: operations["acknowledge-transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells the sender what came of it (R5) */
        post: operations["give-feedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends the clue back to its sender */
        post: operations["return-transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a clue back that nobody has in hand */
        post: operations["withdraw-transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/case": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Files a case: its notice to the discipline inspection organ is made and dispatched (R3) */
        post: operations["file-case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clues/{id}/case": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Files a case on a clue that public security found itself, and of which no transfer was made (R3) */
        post: operations["file-case-on-clue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proposes that others deal with the clue (R8) */
        post: operations["make-proposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The leading group office decides a proposal */
        post: operations["decide-proposal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clues/{id}/reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a real-name reporter was told (R6) */
        post: operations["reply-to-reporter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for a longer window, before the deadline */
        post: operations["ask-extension"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/extensions/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The leading group office decides an extension, before the deadline or after it */
        post: operations["decide-extension"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledgers/sent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a unit sent (R9), as JSON, text/csv or XLSX by Accept; in a file with the titles of the clues on demand, which is a reading on their records */
        get: operations["read-sent-ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledgers/received": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a unit received (R9), as JSON, text/csv or XLSX by Accept; in a file with the titles of the clues on demand, which is a reading on their records */
        get: operations["read-received-ledger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is overdue, and on demand what soon will be, in a region or with a unit, with whom to call */
        get: operations["read-overdue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts, on-time rates and times of a region or a unit; on demand the rows behind a rate */
        get: operations["read-statistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendar/{year}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A year of the calendar in force */
        get: operations["read-calendar"];
        /** Puts a year into the calendar; every open deadline is counted again */
        put: operations["publish-calendar"];
        post?: never;
        /** Withdraws the newest change of a year, with all years that it put in; every open deadline is counted again */
        delete: operations["withdraw-calendar"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The register of units, by id */
        get: operations["list-units"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A unit of the register; to a supervisor of it, who stands in for themselves */
        get: operations["read-unit"];
        /** Registers a unit (201), or changes one */
        put: operations["put-unit"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/{id}/delegations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Says who stands in for absent supervisors of a unit, and when */
        put: operations["put-delegations"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/workflows/restart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives one transfer a new workflow */
        post: operations["restart-workflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers that the functions run and the table can be read */
        get: operations["check-health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who read and changed what, the newest first, as JSON or whole as text/csv by Accept: for auditors, and for leading group offices of their region */
        get: operations["read-audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/readings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who read a clue and the texts of its transfers, the newest first: for auditors, and for offices that see it */
        get: operations["read-readings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendar/{year}/versions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A year of the calendar as it was at one of its versions; 0 is what the known notices say */
        get: operations["read-calendar-version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendar/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What years would do to the open deadlines, before they are put in, or a withdrawal; nothing is written */
        post: operations["preview-calendar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Puts several years into the calendar as one change; every open deadline is counted again */
        put: operations["publish-years"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/supplement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks the sender for what is missing, and keeps the clue */
        post: operations["ask-supplement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/supplied": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that what the receiver asked for was supplied */
        post: operations["give-supplement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/recall": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes back what was dispatched and is not yet acknowledged */
        post: operations["recall-transfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the caller’s unit owes, has newly received and has to decide, what is due first in front, counted by kind */
        get: operations["read-tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The transfers of the clue that bears a reference, as far as the caller sees them, the oldest first */
        get: operations["find-transfers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/directory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every unit by id, name, region and organ, for every caller; nothing else of a unit */
        get: operations["read-directory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/documents/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a paper with this check code is what the record says, for those who see its transfer */
        get: operations["check-paper"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/transfers/{id}/documents/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A paper of a transfer, to print, number and stamp: text/html or DOCX by Accept */
        get: operations["take-out-paper"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clues/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a submission would come to now: who would receive it, what is due when, whom its entries meet. Nothing is registered; that it was asked goes into the log of audit */
        post: operations["preview-clue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What operators look after: schedules, years without a calendar, mails that did not surely arrive, addresses, failures */
        get: operations["read-status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What lines of a register as CSV would change; with `apply` puts the units, all or, where a line has a fault, none. Repeated, it goes on where it ended */
        post: operations["import-units"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description One reading, or one command; `about` has ids and the reference alone */
        Act: {
            /**
             * Format: date-time
             * @description RFC 3339 with the offset of the province
             */
            at: string;
            by: {
                sub: string;
                /** @enum {string} */
                role: "clerk" | "supervisor" | "operator" | "auditor";
                unitId: string | null;
                unitName?: string | null;
                /** @description Of the person, as known then */
                name?: string;
                onBehalfOf?: string;
                /** @description Of the unit or region beside it, in the language of the answer */
                onBehalfOfName?: string;
            };
            event: string;
            about: {
                /** Format: uuid */
                clueId?: string;
                /** @description Of the clue */
                reference?: string;
                /** Format: uuid */
                transferId?: string;
                unitId?: string;
                /** @description Of the unit or region beside it, in the language of the answer */
                unitName?: string;
                regionCode?: string;
                /** @description Of the unit or region beside it, in the language of the answer */
                regionName?: string;
                year?: number;
            };
        };
        /** @description What it is not about is null */
        AstrayMail: {
            transferId: string | null;
            unitId: string | null;
            unitName: string | null;
            duty: string | null;
            milestone: string | null;
            /** @description As what its reader was to be told: unit, supervisor, … */
            as: string | null;
            /** @enum {string} */
            state: "refused" | "uncertain";
            /**
             * Format: date-time
             * @description RFC 3339 with the offset of the province
             */
            at: string;
        };
        CalendarPreview: {
            /** @description Open transfers that were looked at */
            open: number;
            /** @description Deadlines that moved, or became definite or provisional: the sum of these */
            moved: number;
            earlier: number;
            later: number;
            /** @description Due as before, and certain from now on */
            definite: number;
            /** @description Due as before, and no longer certain */
            provisional: number;
            /** @description Of the earlier ones, those whose new date has passed already */
            intoPast: number;
            /** @description False where time ran out before all open transfers were looked at */
            complete: boolean;
            /** @description Of the calendar that would be changed */
            version: string;
        };
        CalendarVersion: {
            year: number;
            published: boolean;
            holidays: string[];
            names: {
                [key: string]: string;
            };
            workdays: string[];
            notice: {
                number: string;
                issued: string | null;
            } | null;
            version: string;
            revision: number;
            at: string | null;
            by: {
                sub: string;
                /** @enum {string} */
                role: "clerk" | "supervisor" | "operator" | "auditor";
                unitId: string | null;
                unitName?: string | null;
                /** @description Of the person, as known then */
                name?: string;
                onBehalfOf?: string;
                /** @description Of the unit or region beside it, in the language of the answer */
                onBehalfOfName?: string;
            } | null;
            /** @description All years of that one change */
            years: number[];
            /** @description Revision of the change that this one withdrew */
            withdraws: number | null;
            withdrawn: {
                revision: number;
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                at: string;
                by: {
                    sub: string;
                    /** @enum {string} */
                    role: "clerk" | "supervisor" | "operator" | "auditor";
                    unitId: string | null;
                    unitName?: string | null;
                    /** @description Of the person, as known then */
                    name?: string;
                    onBehalfOf?: string;
                    /** @description Of the unit or region beside it, in the language of the answer */
                    onBehalfOfName?: string;
                };
            } | null;
        };
        CalendarYear: {
            year: number;
            published: boolean;
            holidays: string[];
            names: {
                [key: string]: string;
            };
            workdays: string[];
            notice: {
                number: string;
                issued: string | null;
            } | null;
            version: string;
            history: {
                revision: number;
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                at: string;
                by: {
                    sub: string;
                    /** @enum {string} */
                    role: "clerk" | "supervisor" | "operator" | "auditor";
                    unitId: string | null;
                    unitName?: string | null;
                    /** @description Of the person, as known then */
                    name?: string;
                    onBehalfOf?: string;
                    /** @description Of the unit or region beside it, in the language of the answer */
                    onBehalfOfName?: string;
                };
                notice: {
                    number: string;
                    issued: string | null;
                } | null;
                /** @description All years of that one change */
                years: number[];
                /** @description Revision of the change that this one withdrew */
                withdraws: number | null;
                /** @description Revision of the change that withdrew this one */
                withdrawnBy: number | null;
            }[];
            recount?: components["schemas"]["Recount"];
            /** @description The change that was withdrawn by this request */
            withdrawn?: {
                revision: number;
                /** @description All years of that one change */
                years: number[];
            };
        };
        CalendarYears: {
            years: {
                [key: string]: components["schemas"]["CalendarYear"];
            };
            version: string;
            recount: components["schemas"]["Recount"];
        };
        CaseFiled: {
            /** Format: uuid */
            transferId: string;
            /** Format: uuid */
            clueId: string;
            reference: string;
            /** @enum {string} */
            rule: "organised-crime" | "misconduct" | "case-notice" | "reply" | "supplement";
            from: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            fromName: string;
            to: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            toName: string;
            regionCode: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            regionName: string;
            /** @enum {string} */
            status: "registered" | "dispatched" | "returned" | "acknowledged" | "closed" | "withdrawn" | "rerouted" | "owed-acceptance" | "waiting" | "owed-outcome" | "done" | "owed-supplement" | "supplied" | "lapsed";
            duty: components["schemas"]["Duty"] | null;
            /** @description Working days that are left for its duty: 0 on the last day, negative as soon as it is overdue; null where nothing is owed, or the clock stands still */
            daysLeft: number | null;
            late: boolean;
            version: number;
            /** @description What the caller may do on it now, by the last part of the route */
            allowedActions: ("dispatch" | "acknowledge" | "return" | "feedback" | "withdraw" | "recall" | "supplement" | "supplied" | "case" | "proposals" | "reply" | "correct" | "extension" | "extension-decision" | "proposal-decision")[];
            /** @description What the window of its duty rests on */
            basis: string | null;
            /**
             * Format: date-time
             * @description RFC 3339 with the offset of the province
             */
            discoveredAt: string;
            /**
             * Format: date-time
             * @description RFC 3339 with the offset of the province
             */
            registeredAt: string;
            dispatchedAt: string | null;
            acknowledgedAt: string | null;
            acknowledgedBy: string | null;
            /** @description Of the person, as known then */
            acknowledgedByName: string | null;
            /** @description Of the clue, as it was acknowledged */
            contentVersion: number | null;
            closedAt: string | null;
            feedbackAt: string | null;
            outcome: string | null;
            repliedAt: string | null;
            channel: string;
            escalations: number;
            returned: {
                /** @enum {string} */
                reason: "not-jurisdiction" | "incomplete" | "inaccurate";
                suggested: string | null;
                suggestedName: string | null;
            } | null;
            case: {
                caseNumber: string;
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                filedAt: string;
                transferId: string | null;
            } | null;
            officers: string[];
            proposal: {
                /** Format: uuid */
                proposalId: string;
                /** @enum {string} */
                kind: "elsewhere" | "elevate" | "designate" | "joint";
                units: string[];
                unitNames: string[];
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                madeAt: string;
                madeBy: string;
                /** @description Working days since it was asked for; for whoever may decide */
                undecidedFor?: number;
                /** @description Who would get the clue now, and until when to acknowledge it; for whoever may decide */
                ifApproved?: {
                    to: string;
                    /** @description Of the unit or region beside it, in the language of the answer */
                    toName: string;
                    /** Format: date */
                    dueDate: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339 with the offset of the province
                     */
                    dueAt: string;
                    provisional: boolean;
                    window: number;
                    /** @enum {string} */
                    unit: "working-days" | "calendar-days" | "hours";
                }[];
            } | null;
            successors: string[];
            predecessor: string | null;
            extension: {
                /** Format: uuid */
                extensionId: string;
                /** @description On top, in `unit` */
                workingDays: number;
                /** @enum {string} */
                unit: "working-days" | "calendar-days" | "hours";
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                askedAt: string;
                askedBy: string;
                /** @description Working days since it was asked for; for whoever may decide */
                undecidedFor?: number;
                /** @description When the duty would be due, were it granted now; for whoever may decide */
                ifApproved?: {
                    /** Format: date */
                    dueDate: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339 with the offset of the province
                     */
                    dueAt: string;
                    provisional: boolean;
                };
            } | null;
            /** @description What the receiver asked the sender for: owed on a record of its own, under this id */
            supplement: {
                /** Format: uuid */
                supplementId: string;
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                askedAt: string;
                askedBy: string;
                items: number;
            } | null;
            supplements: string[];
            /** @description On a supplement: the transfer that it is for */
            about: string | null;
            /** Format: uuid */
            noticeId: string;
        };
        CheckedPaper: {
            code: string;
            /**
             * @description As the URL of the paper has it
             * @enum {string}
             */
            kind: "transfer-letter" | "receipt" | "return-letter" | "supplement-request" | "feedback-letter" | "case-notice" | "reminder" | "escalation";
            number: string;
            /** Format: uuid */
            transferId: string;
            /** Format: uuid */
            clueId: string;
            reference: string;
            from: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            fromName: string;
            to: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            toName: string;
            event: number;
            /** @description The day on the paper; null where its event is missing */
            issuedAt: string | null;
            issuedBy: string | null;
            issuedByName: string | null;
            withContent: boolean;
            /** @description Whether the record says what it said when the paper was made */
            matches: boolean;
            /** @description What of the record is not as it was */
            differs: ("event-missing" | "timeline-changed" | "record-changed")[];
        };
        Clue: {
            /** Format: uuid */
            clueId: string;
            reference: string;
            unitId: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            unitName: string;
            regionCode: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            regionName: string;
            kinds: ("organised-crime" | "misconduct")[];
            categories: string[];
            channel: string;
            classification: string;
            realName: boolean;
            /**
             * Format: date-time
             * @description RFC 3339 with the offset of the province
             */
            discoveredAt: string;
            /**
             * Format: date-time
             * @description RFC 3339 with the offset of the province
             */
            registeredAt: string;
            transferIds: string[];
            replyId: string | null;
            /** @description Filed on a clue that public security found itself; the transfer is its notice */
            case: {
                caseNumber: string;
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                filedAt: string;
                /** Format: uuid */
                transferId: string;
            } | null;
            title: string;
            text: string;
            subjects: ({
                name: string;
                kind: string;
            } & {
                [key: string]: unknown;
            })[];
            annexes: {
                name: string;
                copies: number;
                digest?: string;
            }[];
            content: components["schemas"]["ContentVersions"];
            reporter: {
                anonymous: boolean;
            } & {
                [key: string]: unknown;
            };
            recuse: string[];
            transfers: components["schemas"]["Transfer"][];
            reply: components["schemas"]["Reply"] | null;
        };
        /** @description Of what a clue says, those that the caller may know, and what each changed */
        ContentVersions: {
            /** @description The one that is shown; ETag and If-Match take it */
            version: number;
            versions: {
                version: number;
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                at: string;
                by: {
                    sub: string;
                    /** @enum {string} */
                    role: "clerk" | "supervisor" | "operator" | "auditor";
                    unitId: string | null;
                    unitName?: string | null;
                    /** @description Of the person, as known then */
                    name?: string;
                    onBehalfOf?: string;
                    /** @description Of the unit or region beside it, in the language of the answer */
                    onBehalfOfName?: string;
                } | "clock";
                fields: string[];
            }[];
        };
        Corrected: {
            /** Format: uuid */
            clueId: string;
            reference: string;
            content: components["schemas"]["ContentVersions"];
            /** @description Where the subjects were changed: each of them, and whom it met in the register, by name; empty: nobody */
            recusals: {
                entry: string;
                met: string[];
            }[];
        };
        CountedDay: {
            /** Format: date */
            date: string;
            counted: boolean;
            /** @enum {string} */
            reason: "day of start" | "working day" | "weekend" | "holiday" | "make-up day" | "calendar day" | "hours" | "paused" | "moved on";
            /** @description Of the holiday */
            name?: string;
            /** @description Of a window in hours: how many of this day count */
            hours?: number;
            /** @description Of a window in hours: how many of this day were paused */
            paused?: number;
            /**
             * @description Counted by an extension; of a window in hours in part at least
             * @constant
             */
            extension?: true;
            /**
             * @description No notice covers the day’s year yet
             * @constant
             */
            provisional?: true;
            /** @description On the last day: what the window rests on */
            basis?: string;
        };
        Document: {
            /**
             * @description As the URL of the paper has it
             * @enum {string}
             */
            kind: "transfer-letter" | "receipt" | "return-letter" | "supplement-request" | "feedback-letter" | "case-notice" | "reminder" | "escalation";
            /** @description Number of its event on the timeline, as `event` of the paper’s URL */
            event: number;
            /**
             * Format: date-time
             * @description RFC 3339 with the offset of the province
             */
            at: string;
        };
        Duty: {
            /** @enum {string} */
            name: "dispatch" | "acknowledge" | "correct" | "supplement" | "feedback" | "acceptance" | "outcome";
            owedBy: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            owedByName: string;
            /** Format: date */
            dueDate: string;
            /**
             * Format: date-time
             * @description RFC 3339 with the offset of the province
             */
            dueAt: string;
            /** @description True while a year that it touches has no published calendar */
            provisional: boolean;
            /** @description From then on it is overdue: where a recount moved the date into the past, a while after the unit was told; null while its clock stands still */
            overdueFrom: string | null;
            /** @description In its unit, extensions included */
            window: number;
            /** @enum {string} */
            unit: "working-days" | "calendar-days" | "hours";
            /** @description Granted on top */
            extended: number;
            /** @description Its clock stands still until a supplement is supplied */
            pausedSince: string | null;
            /** @description Version of the calendar that it was counted by */
            calendar: string;
            /** @description Law, article and version, or the local rule */
            basis: string;
            /** @description Why it is due then, day by day */
            count?: components["schemas"]["CountedDay"][];
        };
        /** @description What happened, by whom; further fields by the kind of event */
        Event: {
            seq: number;
            event: string;
            /**
             * Format: date-time
             * @description RFC 3339 with the offset of the province
             */
            at: string;
            by: {
                sub: string;
                /** @enum {string} */
                role: "clerk" | "supervisor" | "operator" | "auditor";
                unitId: string | null;
                unitName?: string | null;
                /** @description Of the person, as known then */
                name?: string;
                onBehalfOf?: string;
                /** @description Of the unit or region beside it, in the language of the answer */
                onBehalfOfName?: string;
            } | "clock";
            hash: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A clue without its content: that is read by its id, on the record */
        FoundClue: {
            /** Format: uuid */
            clueId: string;
            reference: string;
            unitId: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            unitName: string;
            regionCode: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            regionName: string;
            kinds: ("organised-crime" | "misconduct")[];
            channel: string;
            /**
             * Format: date-time
             * @description RFC 3339 with the offset of the province
             */
            discoveredAt: string;
            /**
             * Format: date-time
             * @description RFC 3339 with the offset of the province
             */
            registeredAt: string;
            transfers: components["schemas"]["Transfer"][];
            reply: components["schemas"]["Reply"] | null;
        };
        ImportedLine: {
            line: number;
            /** @description As the line says it */
            unitId: string | null;
            /** @enum {string} */
            change: "new" | "changed" | "same" | "fault";
            /** @description That the unit is registered with: for `seen` */
            version: number | null;
            fields: {
                field: string;
                /** @description As a cell of the file has it; null where it says nothing */
                from: string | null;
                /** @description As a cell of the file has it; null where it says nothing */
                to: string | null;
            }[];
            errors: {
                path: string;
                message: string;
            }[];
        };
        Listed: {
            unitId: string;
            name: string;
            /** @enum {string} */
            organ: "public-security" | "discipline-inspection" | "petitions" | "procuratorate" | "court" | "judicial-administration" | "land" | "housing" | "transport" | "water" | "agriculture" | "publicity" | "cyberspace" | "leading-group-office" | "other";
            regionCode: string;
            regionName: string;
        };
        Milestone: {
            /** @description As its mails name it */
            milestone: string;
            /** @enum {string} */
            kind: "reminder" | "escalation" | "undecided";
            /**
             * Format: date-time
             * @description RFC 3339 with the offset of the province
             */
            at: string;
            /** @description Working days before or after the end; hours of a window in hours */
            distance: number;
            /** @description The unit that owes the duty, its supervisors, the leading group offices */
            to: ("unit" | "supervisors" | "office" | "office-above")[];
            told: boolean;
        };
        OwnDelegations: {
            unitId: string;
            /** @description The caller’s own, as supervisor of the unit: one of them is `absent` in what is put */
            addresses: string[];
            /** @description The caller’s own; those of others stay as they are and are not shown */
            delegations: {
                absent: string;
                to: {
                    name: string;
                    email: string;
                };
                /** Format: date */
                from: string;
                /** Format: date */
                until: string;
            }[];
            version: number;
        };
        Previewed: {
            transfers: components["schemas"]["PreviewedTransfer"][];
            /** @description Kinds that the unit deals with itself: no transfer is made of them */
            kept: ("organised-crime" | "misconduct")[];
            reply?: components["schemas"]["PreviewedReply"];
            /** @description Each entry of `recuse` and each subject, and whom it met in the register, by name; empty: nobody */
            recusals: {
                entry: string;
                met: string[];
            }[];
        };
        PreviewedReply: {
            /** @enum {string} */
            status: "owed-acceptance" | "waiting" | "owed-outcome" | "done";
            duty: components["schemas"]["Duty"] | null;
            /** @description Working days that are left for its duty: 0 on the last day, negative as soon as it is overdue; null where nothing is owed, or the clock stands still */
            daysLeft: number | null;
        };
        PreviewedTransfer: {
            /** @enum {string} */
            rule: "organised-crime" | "misconduct" | "case-notice" | "reply" | "supplement";
            from: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            fromName: string;
            to: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            toName: string;
            regionCode: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            regionName: string;
            /** @enum {string} */
            status: "registered" | "dispatched" | "returned" | "acknowledged" | "closed" | "withdrawn" | "rerouted" | "owed-acceptance" | "waiting" | "owed-outcome" | "done" | "owed-supplement" | "supplied" | "lapsed";
            duty: components["schemas"]["Duty"] | null;
            /** @description Working days that are left for its duty: 0 on the last day, negative as soon as it is overdue; null where nothing is owed, or the clock stands still */
            daysLeft: number | null;
            late: boolean;
            /** @description What the window of its duty rests on */
            basis: string | null;
            /**
             * Format: date
             * @description The last day of the window to dispatch it
             */
            dispatchBy: string;
            /** @description By how much that was missed, as the supervisors would be told */
            lateBy: {
                count: number;
                /** @enum {string} */
                unit: "working-days" | "hours";
            } | null;
        };
        /** @description RFC 9457, in Chinese or English by Accept-Language */
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @description Says what to mend */
            detail: string;
            errors?: {
                path: string;
                message: string;
            }[];
        };
        Prospect: {
            /** @enum {string} */
            action: "dispatch" | "acknowledge" | "return" | "feedback" | "withdraw" | "recall" | "supplement" | "supplied" | "case" | "proposals" | "reply" | "correct" | "extension" | "extension-decision" | "proposal-decision";
            /** @enum {string} */
            duty: "dispatch" | "acknowledge" | "correct" | "supplement" | "feedback" | "acceptance" | "outcome";
            owedBy: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            owedByName: string;
            /** Format: date */
            dueDate: string;
            /**
             * Format: date-time
             * @description RFC 3339 with the offset of the province
             */
            dueAt: string;
            provisional: boolean;
            window: number;
            /** @enum {string} */
            unit: "working-days" | "calendar-days" | "hours";
            /** @description Of the clue: the one that would be acknowledged */
            contentVersion?: number;
        };
        Recount: {
            /** @enum {string} */
            phase: "counting" | "telling" | "done";
            /** @description Open transfers that were looked at */
            open: number;
            /** @description Deadlines that moved, or became definite or provisional: the sum of these */
            moved: number;
            earlier: number;
            later: number;
            /** @description Due as before, and certain from now on */
            definite: number;
            /** @description Due as before, and no longer certain */
            provisional: number;
            /** @description Of the earlier ones, those whose new date has passed already */
            intoPast: number;
            /** Format: date-time */
            resumeAt?: string;
        };
        Reply: {
            /** Format: uuid */
            replyId: string;
            /** @enum {string} */
            status: "owed-acceptance" | "waiting" | "owed-outcome" | "done";
            duty: components["schemas"]["Duty"] | null;
            /** @description Working days that are left for its duty: 0 on the last day, negative as soon as it is overdue; null where nothing is owed, or the clock stands still */
            daysLeft: number | null;
            repliedAt: string | null;
            version: number;
            allowedActions: ("dispatch" | "acknowledge" | "return" | "feedback" | "withdraw" | "recall" | "supplement" | "supplied" | "case" | "proposals" | "reply" | "correct" | "extension" | "extension-decision" | "proposal-decision")[];
        };
        Round: {
            /** @enum {string} */
            name: "ask-for-calendar" | "carry-over-recusals" | "recount-deadlines" | "tell-absent" | "verify-records" | "watchdog";
            everyMinutes: number;
            /** @description When a round was done last; null before the first */
            lastAt: string | null;
            /** @description No round was done for longer than its alarm waits */
            silent: boolean;
            /** @description What the last round did */
            counts: {
                [key: string]: number;
            };
        };
        Statistics: {
            region: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            regionName: string;
            unit: string | null;
            unitName: string | null;
            months: string[];
            transfers: {
                total: number;
                late: number;
                overdue: number;
                byStatus: {
                    [key: string]: number;
                };
                byRule: {
                    [key: string]: number;
                };
                byMonth: {
                    [key: string]: number;
                };
            };
            onTime: {
                all: {
                    due: number;
                    onTime: number;
                    rate: number | null;
                };
                byDuty: {
                    [key: string]: {
                        due: number;
                        onTime: number;
                        rate: number | null;
                    };
                };
                byUnit: {
                    [key: string]: {
                        due: number;
                        onTime: number;
                        rate: number | null;
                    };
                };
                /** @description Of the units in byUnit, by id */
                unitNames: {
                    [key: string]: string;
                };
                byOrgan: {
                    [key: string]: {
                        due: number;
                        onTime: number;
                        rate: number | null;
                    };
                };
                byRule: {
                    [key: string]: {
                        due: number;
                        onTime: number;
                        rate: number | null;
                    };
                };
                byMonth: {
                    [key: string]: {
                        due: number;
                        onTime: number;
                        rate: number | null;
                    };
                };
            };
            workingDays: {
                acknowledge: {
                    count: number;
                    median: number | null;
                    p90: number | null;
                };
                feedback: {
                    count: number;
                    median: number | null;
                    p90: number | null;
                };
            };
            escalations: {
                total: number;
                byLevel: {
                    [key: string]: number;
                };
            };
            /** @description Where asked for: a duty each, the newest month first */
            rows?: {
                total: number;
                items: {
                    unit: string;
                    /** @description Of the unit or region beside it, in the language of the answer */
                    unitName: string;
                    /** @enum {string} */
                    duty: "dispatch" | "acknowledge" | "correct" | "supplement" | "feedback" | "acceptance" | "outcome";
                    onTime: boolean;
                    transfer: components["schemas"]["Transfer"];
                }[];
                cursor?: string;
            };
        };
        Status: {
            /**
             * Format: date-time
             * @description RFC 3339 with the offset of the province
             */
            at: string;
            schedules: components["schemas"]["Round"][];
            calendar: {
                version: string;
                /** @description Whose calendar is in */
                years: number[];
                /** @description Years that are asked for now */
                missing: number[];
                /** @description Next year, while its calendar is not in */
                missingNextYear: number | null;
                /**
                 * Format: date
                 * @description Deadlines that touch this day or a later one are provisional
                 */
                provisionalFrom: string;
            };
            /** @description That did not surely arrive, the newest first, for a month; none of clues that name the caller */
            mails: {
                refused: number;
                uncertain: number;
                /** @description False where there are more than are listed */
                complete: boolean;
                items: components["schemas"]["AstrayMail"][];
            };
            /** @description From which mails came back, until their unit is put again */
            addresses: {
                /** @description False where there are more than are listed */
                complete: boolean;
                items: {
                    email: string;
                    unitId: string | null;
                    unitName: string | null;
                    /** @enum {string} */
                    reason: "bounced" | "complained";
                    /**
                     * Format: date-time
                     * @description RFC 3339 with the offset of the province
                     */
                    at: string;
                }[];
            };
            /** @description In the queues of failures; null where these do not answer */
            failures: {
                /** @description Events that a function failed on to the end */
                waiting: number;
                /** @description Events that could not be handed over to a function */
                undelivered: number;
            } | null;
        };
        Submitted: {
            /** Format: uuid */
            clueId: string;
            reference: string;
            transfers: components["schemas"]["Transfer"][];
            reply?: components["schemas"]["Reply"];
            /** @description Each entry of `recuse` and each subject, and whom it met in the register, by name; empty: nobody */
            recusals: {
                entry: string;
                met: string[];
            }[];
        };
        /** @description `kind`: the duty that the unit owes, or what it has to decide */
        Task: {
            /** @enum {string} */
            kind: "dispatch" | "acknowledge" | "correct" | "supplement" | "feedback" | "acceptance" | "outcome" | "extension-decision" | "proposal-decision";
            transfer: components["schemas"]["Transfer"];
        };
        Transfer: {
            /** Format: uuid */
            transferId: string;
            /** Format: uuid */
            clueId: string;
            reference: string;
            /** @enum {string} */
            rule: "organised-crime" | "misconduct" | "case-notice" | "reply" | "supplement";
            from: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            fromName: string;
            to: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            toName: string;
            regionCode: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            regionName: string;
            /** @enum {string} */
            status: "registered" | "dispatched" | "returned" | "acknowledged" | "closed" | "withdrawn" | "rerouted" | "owed-acceptance" | "waiting" | "owed-outcome" | "done" | "owed-supplement" | "supplied" | "lapsed";
            duty: components["schemas"]["Duty"] | null;
            /** @description Working days that are left for its duty: 0 on the last day, negative as soon as it is overdue; null where nothing is owed, or the clock stands still */
            daysLeft: number | null;
            late: boolean;
            version: number;
            /** @description What the caller may do on it now, by the last part of the route */
            allowedActions: ("dispatch" | "acknowledge" | "return" | "feedback" | "withdraw" | "recall" | "supplement" | "supplied" | "case" | "proposals" | "reply" | "correct" | "extension" | "extension-decision" | "proposal-decision")[];
            /** @description What the window of its duty rests on */
            basis: string | null;
            /**
             * Format: date-time
             * @description RFC 3339 with the offset of the province
             */
            discoveredAt: string;
            /**
             * Format: date-time
             * @description RFC 3339 with the offset of the province
             */
            registeredAt: string;
            dispatchedAt: string | null;
            acknowledgedAt: string | null;
            acknowledgedBy: string | null;
            /** @description Of the person, as known then */
            acknowledgedByName: string | null;
            /** @description Of the clue, as it was acknowledged */
            contentVersion: number | null;
            closedAt: string | null;
            feedbackAt: string | null;
            outcome: string | null;
            repliedAt: string | null;
            channel: string;
            escalations: number;
            returned: {
                /** @enum {string} */
                reason: "not-jurisdiction" | "incomplete" | "inaccurate";
                suggested: string | null;
                suggestedName: string | null;
            } | null;
            case: {
                caseNumber: string;
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                filedAt: string;
                transferId: string | null;
            } | null;
            officers: string[];
            proposal: {
                /** Format: uuid */
                proposalId: string;
                /** @enum {string} */
                kind: "elsewhere" | "elevate" | "designate" | "joint";
                units: string[];
                unitNames: string[];
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                madeAt: string;
                madeBy: string;
                /** @description Working days since it was asked for; for whoever may decide */
                undecidedFor?: number;
                /** @description Who would get the clue now, and until when to acknowledge it; for whoever may decide */
                ifApproved?: {
                    to: string;
                    /** @description Of the unit or region beside it, in the language of the answer */
                    toName: string;
                    /** Format: date */
                    dueDate: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339 with the offset of the province
                     */
                    dueAt: string;
                    provisional: boolean;
                    window: number;
                    /** @enum {string} */
                    unit: "working-days" | "calendar-days" | "hours";
                }[];
            } | null;
            successors: string[];
            predecessor: string | null;
            extension: {
                /** Format: uuid */
                extensionId: string;
                /** @description On top, in `unit` */
                workingDays: number;
                /** @enum {string} */
                unit: "working-days" | "calendar-days" | "hours";
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                askedAt: string;
                askedBy: string;
                /** @description Working days since it was asked for; for whoever may decide */
                undecidedFor?: number;
                /** @description When the duty would be due, were it granted now; for whoever may decide */
                ifApproved?: {
                    /** Format: date */
                    dueDate: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339 with the offset of the province
                     */
                    dueAt: string;
                    provisional: boolean;
                };
            } | null;
            /** @description What the receiver asked the sender for: owed on a record of its own, under this id */
            supplement: {
                /** Format: uuid */
                supplementId: string;
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                askedAt: string;
                askedBy: string;
                items: number;
            } | null;
            supplements: string[];
            /** @description On a supplement: the transfer that it is for */
            about: string | null;
        };
        TransferWithTimeline: {
            /** Format: uuid */
            transferId: string;
            /** Format: uuid */
            clueId: string;
            reference: string;
            /** @enum {string} */
            rule: "organised-crime" | "misconduct" | "case-notice" | "reply" | "supplement";
            from: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            fromName: string;
            to: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            toName: string;
            regionCode: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            regionName: string;
            /** @enum {string} */
            status: "registered" | "dispatched" | "returned" | "acknowledged" | "closed" | "withdrawn" | "rerouted" | "owed-acceptance" | "waiting" | "owed-outcome" | "done" | "owed-supplement" | "supplied" | "lapsed";
            duty: components["schemas"]["Duty"] | null;
            /** @description Working days that are left for its duty: 0 on the last day, negative as soon as it is overdue; null where nothing is owed, or the clock stands still */
            daysLeft: number | null;
            late: boolean;
            version: number;
            /** @description What the caller may do on it now, by the last part of the route */
            allowedActions: ("dispatch" | "acknowledge" | "return" | "feedback" | "withdraw" | "recall" | "supplement" | "supplied" | "case" | "proposals" | "reply" | "correct" | "extension" | "extension-decision" | "proposal-decision")[];
            /** @description What the window of its duty rests on */
            basis: string | null;
            /**
             * Format: date-time
             * @description RFC 3339 with the offset of the province
             */
            discoveredAt: string;
            /**
             * Format: date-time
             * @description RFC 3339 with the offset of the province
             */
            registeredAt: string;
            dispatchedAt: string | null;
            acknowledgedAt: string | null;
            acknowledgedBy: string | null;
            /** @description Of the person, as known then */
            acknowledgedByName: string | null;
            /** @description Of the clue, as it was acknowledged */
            contentVersion: number | null;
            closedAt: string | null;
            feedbackAt: string | null;
            outcome: string | null;
            repliedAt: string | null;
            channel: string;
            escalations: number;
            returned: {
                /** @enum {string} */
                reason: "not-jurisdiction" | "incomplete" | "inaccurate";
                suggested: string | null;
                suggestedName: string | null;
            } | null;
            case: {
                caseNumber: string;
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                filedAt: string;
                transferId: string | null;
            } | null;
            officers: string[];
            proposal: {
                /** Format: uuid */
                proposalId: string;
                /** @enum {string} */
                kind: "elsewhere" | "elevate" | "designate" | "joint";
                units: string[];
                unitNames: string[];
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                madeAt: string;
                madeBy: string;
                /** @description Working days since it was asked for; for whoever may decide */
                undecidedFor?: number;
                /** @description Who would get the clue now, and until when to acknowledge it; for whoever may decide */
                ifApproved?: {
                    to: string;
                    /** @description Of the unit or region beside it, in the language of the answer */
                    toName: string;
                    /** Format: date */
                    dueDate: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339 with the offset of the province
                     */
                    dueAt: string;
                    provisional: boolean;
                    window: number;
                    /** @enum {string} */
                    unit: "working-days" | "calendar-days" | "hours";
                }[];
            } | null;
            successors: string[];
            predecessor: string | null;
            extension: {
                /** Format: uuid */
                extensionId: string;
                /** @description On top, in `unit` */
                workingDays: number;
                /** @enum {string} */
                unit: "working-days" | "calendar-days" | "hours";
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                askedAt: string;
                askedBy: string;
                /** @description Working days since it was asked for; for whoever may decide */
                undecidedFor?: number;
                /** @description When the duty would be due, were it granted now; for whoever may decide */
                ifApproved?: {
                    /** Format: date */
                    dueDate: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339 with the offset of the province
                     */
                    dueAt: string;
                    provisional: boolean;
                };
            } | null;
            /** @description What the receiver asked the sender for: owed on a record of its own, under this id */
            supplement: {
                /** Format: uuid */
                supplementId: string;
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                askedAt: string;
                askedBy: string;
                items: number;
            } | null;
            supplements: string[];
            /** @description On a supplement: the transfer that it is for */
            about: string | null;
            /** @description Of its duty, those behind it and those to come; escalations as far as their steps differ */
            milestones: components["schemas"]["Milestone"][];
            /** @description The duties that the caller’s actions would begin, were they done now; of a dispatch after a return one for each unit that it can go to */
            prospects: components["schemas"]["Prospect"][];
            timeline: components["schemas"]["Event"][];
            mails: {
                duty: string;
                milestone: string;
                unitId: string;
                /** @description Of the unit or region beside it, in the language of the answer */
                unitName: string;
                /** @enum {string} */
                as: "unit" | "supervisor" | "stand-in";
                /** @enum {string} */
                state: "sending" | "sent" | "refused" | "uncertain";
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                at: string;
            }[];
            /** @description The papers that this caller can take out */
            documents: components["schemas"]["Document"][];
        };
        Unit: {
            unitId: string;
            name: string;
            /** @enum {string} */
            organ: "public-security" | "discipline-inspection" | "petitions" | "procuratorate" | "court" | "judicial-administration" | "land" | "housing" | "transport" | "water" | "agriculture" | "publicity" | "cyberspace" | "leading-group-office" | "other";
            regionCode: string;
            regionName?: string;
            emails: string[];
            supervisors: {
                name: string;
                email: string;
                /** @description What the identity provider’s tokens say of the person */
                subject?: string;
            }[];
            /** @description Who works at the desk; emails are where it is mailed */
            desks: {
                name: string;
                email: string;
                /** @description What the identity provider’s tokens say of the person */
                subject?: string;
            }[];
            /** @enum {string} */
            language: "zh" | "en";
            /** @description Whom to call: stands in mails and papers */
            phone?: string;
            /** @description Its name in English mails */
            nameEn?: string;
            delegations: {
                absent: string;
                to: {
                    name: string;
                    email: string;
                    /** @description What the identity provider’s tokens say of the person */
                    subject?: string;
                };
                /** Format: date */
                from: string;
                /** Format: date */
                until: string;
            }[];
            /** @description Addresses from which mails came back, until the unit is put again */
            undeliverable?: {
                email: string;
                /** @enum {string} */
                reason: "bounced" | "complained";
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                at: string;
            }[];
            version: number;
            /** @description Who changed it, and to what; not in a list */
            history?: {
                version: number;
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                at: string;
                by: {
                    sub: string;
                    /** @enum {string} */
                    role: "clerk" | "supervisor" | "operator" | "auditor";
                    unitId: string | null;
                    unitName?: string | null;
                    /** @description Of the person, as known then */
                    name?: string;
                    onBehalfOf?: string;
                    /** @description Of the unit or region beside it, in the language of the answer */
                    onBehalfOfName?: string;
                };
                name: string;
                emails: string[];
                supervisors: {
                    name: string;
                    email: string;
                    /** @description What the identity provider’s tokens say of the person */
                    subject?: string;
                }[];
                desks?: {
                    name: string;
                    email: string;
                    /** @description What the identity provider’s tokens say of the person */
                    subject?: string;
                }[];
                /** @enum {string} */
                language?: "zh" | "en";
                phone?: string;
                nameEn?: string;
                delegations?: {
                    absent: string;
                    to: {
                        name: string;
                        email: string;
                        /** @description What the identity provider’s tokens say of the person */
                        subject?: string;
                    };
                    /** Format: date */
                    from: string;
                    /** Format: date */
                    until: string;
                }[];
            }[];
        };
        UnitImport: {
            lines: components["schemas"]["ImportedLine"][];
            counts: {
                new: number;
                changed: number;
                same: number;
                fault: number;
            };
            /** @description Units that this request put */
            written: number;
            /** @description New and changed units that are not put yet; where it applied, send the same again */
            left: number;
        };
        Watched: {
            /** Format: uuid */
            transferId: string;
            /** Format: uuid */
            clueId: string;
            reference: string;
            /** @enum {string} */
            rule: "organised-crime" | "misconduct" | "case-notice" | "reply" | "supplement";
            from: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            fromName: string;
            to: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            toName: string;
            regionCode: string;
            /** @description Of the unit or region beside it, in the language of the answer */
            regionName: string;
            /** @enum {string} */
            status: "registered" | "dispatched" | "returned" | "acknowledged" | "closed" | "withdrawn" | "rerouted" | "owed-acceptance" | "waiting" | "owed-outcome" | "done" | "owed-supplement" | "supplied" | "lapsed";
            duty: components["schemas"]["Duty"] | null;
            /** @description Working days that are left for its duty: 0 on the last day, negative as soon as it is overdue; null where nothing is owed, or the clock stands still */
            daysLeft: number | null;
            late: boolean;
            version: number;
            /** @description What the caller may do on it now, by the last part of the route */
            allowedActions: ("dispatch" | "acknowledge" | "return" | "feedback" | "withdraw" | "recall" | "supplement" | "supplied" | "case" | "proposals" | "reply" | "correct" | "extension" | "extension-decision" | "proposal-decision")[];
            /** @description What the window of its duty rests on */
            basis: string | null;
            /**
             * Format: date-time
             * @description RFC 3339 with the offset of the province
             */
            discoveredAt: string;
            /**
             * Format: date-time
             * @description RFC 3339 with the offset of the province
             */
            registeredAt: string;
            dispatchedAt: string | null;
            acknowledgedAt: string | null;
            acknowledgedBy: string | null;
            /** @description Of the person, as known then */
            acknowledgedByName: string | null;
            /** @description Of the clue, as it was acknowledged */
            contentVersion: number | null;
            closedAt: string | null;
            feedbackAt: string | null;
            outcome: string | null;
            repliedAt: string | null;
            channel: string;
            escalations: number;
            returned: {
                /** @enum {string} */
                reason: "not-jurisdiction" | "incomplete" | "inaccurate";
                suggested: string | null;
                suggestedName: string | null;
            } | null;
            case: {
                caseNumber: string;
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                filedAt: string;
                transferId: string | null;
            } | null;
            officers: string[];
            proposal: {
                /** Format: uuid */
                proposalId: string;
                /** @enum {string} */
                kind: "elsewhere" | "elevate" | "designate" | "joint";
                units: string[];
                unitNames: string[];
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                madeAt: string;
                madeBy: string;
                /** @description Working days since it was asked for; for whoever may decide */
                undecidedFor?: number;
                /** @description Who would get the clue now, and until when to acknowledge it; for whoever may decide */
                ifApproved?: {
                    to: string;
                    /** @description Of the unit or region beside it, in the language of the answer */
                    toName: string;
                    /** Format: date */
                    dueDate: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339 with the offset of the province
                     */
                    dueAt: string;
                    provisional: boolean;
                    window: number;
                    /** @enum {string} */
                    unit: "working-days" | "calendar-days" | "hours";
                }[];
            } | null;
            successors: string[];
            predecessor: string | null;
            extension: {
                /** Format: uuid */
                extensionId: string;
                /** @description On top, in `unit` */
                workingDays: number;
                /** @enum {string} */
                unit: "working-days" | "calendar-days" | "hours";
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                askedAt: string;
                askedBy: string;
                /** @description Working days since it was asked for; for whoever may decide */
                undecidedFor?: number;
                /** @description When the duty would be due, were it granted now; for whoever may decide */
                ifApproved?: {
                    /** Format: date */
                    dueDate: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339 with the offset of the province
                     */
                    dueAt: string;
                    provisional: boolean;
                };
            } | null;
            /** @description What the receiver asked the sender for: owed on a record of its own, under this id */
            supplement: {
                /** Format: uuid */
                supplementId: string;
                /**
                 * Format: date-time
                 * @description RFC 3339 with the offset of the province
                 */
                askedAt: string;
                askedBy: string;
                items: number;
            } | null;
            supplements: string[];
            /** @description On a supplement: the transfer that it is for */
            about: string | null;
            /** @description False for what only soon will be */
            overdue: boolean;
            /** @description Of the region of the unit that owes it */
            level: ("province" | "prefecture" | "county") | null;
            /** @description Of the unit that owes it, where its desk may hear of the clue */
            phone: string | null;
            /** @description How far up its present duty was escalated */
            escalatedTo: ("supervisors" | "office" | "office-above") | null;
        };
    };
    responses: {
        /** @description The body is not JSON or not UTF-8, or the URL is malformed */
        400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No token, or one that is not valid */
        401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
                "application/json": {
                    message?: string;
                    /** @description Never there: so that a client can ask each refusal for it */
                    detail?: string;
                };
            };
        };
        /** @description Not allowed; the detail says to whom it is. Also where the token names no registered unit, or no person */
        403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such thing, or it is kept from the caller */
        404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The status does not allow it, or a race was lost */
        409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not the version that If-Match names */
        412: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too large */
        413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not JSON, or in another charset than UTF-8 */
        415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Cannot be processed; errors name each field to mend */
        422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests, in all or of this caller: nothing was done. Ask again after Retry-After, with the same Idempotency-Key; where there is none, API Gateway itself answered: after a second, then ever later, up to half a minute */
        429: {
            headers: {
                /** @description Seconds; not there where API Gateway itself answers */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
                "application/json": {
                    message?: string;
                    /** @description Never there: so that a client can ask each refusal for it */
                    detail?: string;
                };
            };
        };
        /** @description Headers too large */
        431: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": {
                    message?: string;
                    /** @description Never there: so that a client can ask each refusal for it */
                    detail?: string;
                };
            };
        };
        /** @description A fault of ours; the operators were told */
        500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Busy, or API Gateway reached no function. It may have been done all the same: ask again after Retry-After, with the same Idempotency-Key */
        503: {
            headers: {
                /** @description Seconds; not there where API Gateway itself answers */
                "Retry-After"?: number;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
                "application/json": {
                    message?: string;
                    /** @description Never there: so that a client can ask each refusal for it */
                    detail?: string;
                };
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "find-clues": {
        parameters: {
            query: {
                reference: string;
            };
            header?: {
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The clue that bears a reference, without its content; none where there is none for the caller */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["FoundClue"][];
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "submit-clue": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "某工地强揽土方工程",
                 *       "text": "巡查中发现有人以暴力相威胁，强揽土方运输。",
                 *       "kinds": [
                 *         "organised-crime"
                 *       ],
                 *       "channel": "daily-enforcement",
                 *       "discoveredAt": "2026-09-24T09:00:00+08:00"
                 *     }
                 */
                "application/json": {
                    title: string;
                    text: string;
                    kinds: ("organised-crime" | "misconduct")[];
                    /** @default [] */
                    categories?: string[];
                    channel: string;
                    discoveredAt: string;
                    regionCode?: string;
                    /** @default [] */
                    subjects?: {
                        name: string;
                        kind: string;
                        idNumber?: string;
                        note?: string;
                    }[];
                    /** @default [] */
                    annexes?: {
                        name: string;
                        copies: number;
                        digest?: string;
                    }[];
                    /** @default [] */
                    recuse?: string[];
                    /** @default none */
                    classification?: string;
                    /**
                     * @default {
                     *       "anonymous": true
                     *     }
                     */
                    reporter?: {
                        /** @constant */
                        anonymous: false;
                        name: string;
                        phone: string;
                    } | {
                        /** @constant */
                        anonymous: true;
                    };
                    /** @default true */
                    dispatch?: boolean;
                };
            };
        };
        responses: {
            /** @description Registers a clue and, unless dispatch is false, hands it to the organs of its level and region (R1, R2) */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Submitted"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "submit-clues": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    clues: unknown[];
                } | unknown[];
            };
        };
        responses: {
            /** @description Registers up to 100 clues; each is answered for itself, in its place */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        results: {
                            status: number;
                            body: components["schemas"]["Submitted"] | components["schemas"]["Problem"];
                        }[];
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "read-clue": {
        parameters: {
            query?: {
                version?: number;
            };
            header?: {
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A clue with its secret part, by the newest version of its content that the caller may know, or one before it; ETag is that version. The reading goes on its record */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Clue"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "correct-clue": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "巡查中发现有人以暴力相威胁，强揽土方运输；现附照片三张。",
                 *       "annexes": [
                 *         {
                 *           "name": "现场照片",
                 *           "copies": 3
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    title?: string;
                    text?: string;
                    subjects?: {
                        name: string;
                        kind: string;
                        idNumber?: string;
                        note?: string;
                    }[];
                    categories?: string[];
                    annexes?: {
                        name: string;
                        copies: number;
                        digest?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Corrects what a clue says, before its dispatch, after a return, or for a supplement; each version is kept. If-Match takes the version of the content, which GET /v1/clues/{id} gives as ETag */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Corrected"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "read-transfer": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A transfer with its timeline, its mails and the explanation of its deadline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferWithTimeline"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "dispatch-transfer": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": {
                    to?: string;
                    /** @default  */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Hands a registered or returned clue over */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "acknowledge-transfer": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": {
                    /** @default [] */
                    officers?: string[];
                };
            };
        };
        responses: {
            /** @description Takes the clue (R4); a case notice with the officers assigned (R7) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "give-feedback": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "final": true,
                 *       "outcome": "已立案",
                 *       "text": "已立案侦查。"
                 *     }
                 */
                "application/json": {
                    final: boolean;
                    outcome: string;
                    /** @default  */
                    text?: string;
                };
            };
        };
        responses: {
            /** @description Tells the sender what came of it (R5) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "return-transfer": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "incomplete",
                 *       "note": "缺少涉案地点"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    reason: "not-jurisdiction" | "incomplete" | "inaccurate";
                    note: string;
                    suggested?: string;
                };
            };
        };
        responses: {
            /** @description Sends the clue back to its sender */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "withdraw-transfer": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "重复登记"
                 *     }
                 */
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Takes a clue back that nobody has in hand */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "file-case": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "filedAt": "2026-09-28",
                 *       "caseNumber": "德公（刑）立字〔2026〕100号"
                 *     }
                 */
                "application/json": {
                    filedAt: string;
                    caseNumber: string;
                };
            };
        };
        responses: {
            /** @description Files a case: its notice to the discipline inspection organ is made and dispatched (R3) */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseFiled"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "file-case-on-clue": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "filedAt": "2026-09-28",
                 *       "caseNumber": "德公（刑）立字〔2026〕101号"
                 *     }
                 */
                "application/json": {
                    filedAt: string;
                    caseNumber: string;
                };
            };
        };
        responses: {
            /** @description Files a case on a clue that public security found itself, and of which no transfer was made (R3) */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        noticeId: string;
                        notice: components["schemas"]["Transfer"];
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "make-proposal": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "elevate",
                 *       "units": [],
                 *       "reason": "嫌疑人与本地干部关系密切"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    kind: "elsewhere" | "elevate" | "designate" | "joint";
                    /** @default [] */
                    units?: string[];
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Proposes that others deal with the clue (R8) */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        proposalId: string;
                        /** @enum {string} */
                        kind: "elsewhere" | "elevate" | "designate" | "joint";
                        transfer: components["schemas"]["Transfer"];
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "decide-proposal": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "approve": true,
                 *       "note": "同意"
                 *     }
                 */
                "application/json": {
                    approve: boolean;
                    /** @default  */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description The leading group office decides a proposal */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "reply-to-reporter": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "acceptance",
                 *       "note": "已电话告知举报人线索已受理"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    kind: "acceptance" | "outcome";
                    note: string;
                };
            };
        };
        responses: {
            /** @description What a real-name reporter was told (R6) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reply"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "ask-extension": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "workingDays": 5,
                 *       "reason": "需跨县核查"
                 *     }
                 */
                "application/json": {
                    workingDays?: number;
                    calendarDays?: number;
                    hours?: number;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Asks for a longer window, before the deadline */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        extensionId: string;
                        /** @description What was asked for, in the unit of the window */
                        workingDays?: number;
                        calendarDays?: number;
                        hours?: number;
                        transfer: components["schemas"]["Transfer"];
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "decide-extension": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "approve": true,
                 *       "note": "同意"
                 *     }
                 */
                "application/json": {
                    approve: boolean;
                    /** @default  */
                    note?: string;
                };
            };
        };
        responses: {
            /** @description The leading group office decides an extension, before the deadline or after it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "read-sent-ledger": {
        parameters: {
            query?: {
                unit?: string;
                status?: "registered" | "dispatched" | "returned" | "acknowledged" | "closed" | "withdrawn" | "rerouted";
                rule?: "organised-crime" | "misconduct" | "case-notice";
                month?: string;
                overdue?: "true" | "false";
                titles?: "true" | "false";
                limit?: number;
                cursor?: string;
            };
            header?: {
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a unit sent (R9), as JSON, text/csv or XLSX by Accept; in a file with the titles of the clues on demand, which is a reading on their records */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        unit: string;
                        /** @description Of the unit or region beside it, in the language of the answer */
                        unitName: string;
                        items: components["schemas"]["Transfer"][];
                        cursor?: string;
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            /** @description None of the three kinds */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "read-received-ledger": {
        parameters: {
            query?: {
                unit?: string;
                status?: "registered" | "dispatched" | "returned" | "acknowledged" | "closed" | "withdrawn" | "rerouted";
                rule?: "organised-crime" | "misconduct" | "case-notice";
                month?: string;
                overdue?: "true" | "false";
                titles?: "true" | "false";
                limit?: number;
                cursor?: string;
            };
            header?: {
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a unit received (R9), as JSON, text/csv or XLSX by Accept; in a file with the titles of the clues on demand, which is a reading on their records */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        unit: string;
                        /** @description Of the unit or region beside it, in the language of the answer */
                        unitName: string;
                        items: components["schemas"]["Transfer"][];
                        cursor?: string;
                    };
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            /** @description None of the three kinds */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "read-overdue": {
        parameters: {
            query?: {
                region?: string;
                within?: number;
                unit?: string;
                limit?: number;
                cursor?: string;
            };
            header?: {
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is overdue, and on demand what soon will be, in a region or with a unit, with whom to call */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Watched"][];
                        cursor?: string;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "read-statistics": {
        parameters: {
            query?: {
                month?: string;
                region?: string;
                rows?: "late" | "on-time" | "all";
                unit?: string;
                organ?: "public-security" | "discipline-inspection" | "petitions" | "procuratorate" | "court" | "judicial-administration" | "land" | "housing" | "transport" | "water" | "agriculture" | "publicity" | "cyberspace" | "leading-group-office" | "other";
                rule?: "organised-crime" | "misconduct" | "case-notice";
                duty?: "dispatch" | "acknowledge" | "correct" | "supplement" | "feedback" | "acceptance" | "outcome";
                limit?: number;
                cursor?: string;
            };
            header?: {
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts, on-time rates and times of a region or a unit; on demand the rows behind a rate */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statistics"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "read-calendar": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                year: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A year of the calendar in force */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarYear"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "publish-calendar": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                year: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "holidays": [
                 *         "2027-01-01"
                 *       ],
                 *       "workdays": [],
                 *       "notice": {
                 *         "number": "国办发明电〔2026〕1号",
                 *         "issued": "2026-11-10"
                 *       }
                 *     }
                 */
                "application/json": {
                    holidays: (string | {
                        date: string;
                        name?: string;
                    })[];
                    workdays: string[];
                    /** @default {} */
                    names?: {
                        [key: string]: string;
                    };
                    notice?: (string | {
                        number: string;
                        issued?: string | null;
                    }) | null;
                    year?: unknown;
                    published?: unknown;
                    version?: unknown;
                    history?: unknown;
                    recount?: unknown;
                    withdrawn?: unknown;
                };
            };
        };
        responses: {
            /** @description Puts a year into the calendar; every open deadline is counted again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarYear"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "withdraw-calendar": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                year: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Withdraws the newest change of a year, with all years that it put in; every open deadline is counted again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarYear"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "list-units": {
        parameters: {
            query?: {
                region?: string;
                organ?: "public-security" | "discipline-inspection" | "petitions" | "procuratorate" | "court" | "judicial-administration" | "land" | "housing" | "transport" | "water" | "agriculture" | "publicity" | "cyberspace" | "leading-group-office" | "other";
                q?: string;
                undeliverable?: "true" | "false";
                limit?: number;
                cursor?: string;
            };
            header?: {
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The register of units, by id */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Unit"][];
                        cursor?: string;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "read-unit": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A unit of the register; to a supervisor of it, who stands in for themselves */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unit"] | components["schemas"]["OwnDelegations"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "put-unit": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "德城区住房和城乡建设局",
                 *       "organ": "housing",
                 *       "regionCode": "371402",
                 *       "emails": [
                 *         "housing@371402.example"
                 *       ],
                 *       "supervisors": [
                 *         {
                 *           "name": "分管负责人",
                 *           "email": "supervisor.housing@371402.example",
                 *           "subject": "u-1024"
                 *         }
                 *       ],
                 *       "desks": [
                 *         {
                 *           "name": "经办人",
                 *           "email": "clerk.housing@371402.example"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    name: string;
                    /** @enum {string} */
                    organ: "public-security" | "discipline-inspection" | "petitions" | "procuratorate" | "court" | "judicial-administration" | "land" | "housing" | "transport" | "water" | "agriculture" | "publicity" | "cyberspace" | "leading-group-office" | "other";
                    regionCode: string;
                    emails: string[];
                    supervisors: {
                        name: string;
                        /** Format: email */
                        email: string;
                        subject?: string;
                    }[];
                    desks?: {
                        name: string;
                        /** Format: email */
                        email: string;
                        subject?: string;
                    }[];
                    /** @enum {string} */
                    language?: "zh" | "en";
                    phone?: string;
                    nameEn?: string;
                    delegations?: {
                        /** Format: email */
                        absent: string;
                        to: {
                            name: string;
                            /** Format: email */
                            email: string;
                        };
                        /** Format: date */
                        from: string;
                        /** Format: date */
                        until: string;
                    }[];
                    unitId?: string;
                    regionName?: unknown;
                    version?: unknown;
                    history?: unknown;
                    undeliverable?: unknown;
                };
            };
        };
        responses: {
            /** @description Registers a unit (201), or changes one */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unit"];
                };
            };
            /** @description Registers a unit (201), or changes one */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unit"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "put-delegations": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "delegations": [
                 *         {
                 *           "absent": "supervisor.housing@371402.example",
                 *           "to": {
                 *             "name": "德城区住房和城乡建设局经办人",
                 *             "email": "clerk.housing@371402.example"
                 *           },
                 *           "from": "2026-10-08",
                 *           "until": "2026-10-16"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    delegations: {
                        /** Format: email */
                        absent: string;
                        to: {
                            name: string;
                            /** Format: email */
                            email: string;
                        };
                        /** Format: date */
                        from: string;
                        /** Format: date */
                        until: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Says who stands in for absent supervisors of a unit, and when */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unit"] | components["schemas"]["OwnDelegations"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "restart-workflow": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    transferId: string;
                };
            };
        };
        responses: {
            /** @description Gives one transfer a new workflow */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        transferId: string;
                        attempt: number;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "check-health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Answers that the functions run and the table can be read */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ok";
                    };
                };
            };
            400: components["responses"]["400"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            /** @description The table cannot be read */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "read-audit": {
        parameters: {
            query?: {
                from?: string & (unknown & unknown);
                to?: string & (unknown & unknown);
                event?: string;
                unit?: string;
                clue?: string;
                limit?: number;
                cursor?: string;
            };
            header?: {
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who read and changed what, the newest first, as JSON or whole as text/csv by Accept: for auditors, and for leading group offices of their region */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date */
                        from: string;
                        /** Format: date */
                        to: string;
                        items: components["schemas"]["Act"][];
                        cursor?: string;
                    };
                    "text/csv": string;
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            /** @description Neither JSON nor CSV */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "read-readings": {
        parameters: {
            query: {
                clue: string;
                limit?: number;
                cursor?: string;
            };
            header?: {
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who read a clue and the texts of its transfers, the newest first: for auditors, and for offices that see it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /**
                             * Format: date-time
                             * @description RFC 3339 with the offset of the province
                             */
                            at: string;
                            by: {
                                sub: string;
                                /** @enum {string} */
                                role: "clerk" | "supervisor" | "operator" | "auditor";
                                unitId: string | null;
                                unitName?: string | null;
                                /** @description Of the person, as known then */
                                name?: string;
                                onBehalfOf?: string;
                                /** @description Of the unit or region beside it, in the language of the answer */
                                onBehalfOfName?: string;
                            };
                            /** Format: uuid */
                            clueId: string;
                            reference: string;
                            /** @description Whose texts were read; null: the clue itself */
                            transferId: string | null;
                        }[];
                        cursor?: string;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "read-calendar-version": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                year: number;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A year of the calendar as it was at one of its versions; 0 is what the known notices say */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarVersion"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "preview-calendar": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "years": {
                 *         "2027": {
                 *           "holidays": [
                 *             "2027-01-01"
                 *           ],
                 *           "workdays": []
                 *         }
                 *       }
                 *     }
                 */
                "application/json": {
                    years?: {
                        [key: string]: {
                            holidays: (string | {
                                date: string;
                                name?: string;
                            })[];
                            workdays: string[];
                            /** @default {} */
                            names?: {
                                [key: string]: string;
                            };
                            notice?: (string | {
                                number: string;
                                issued?: string | null;
                            }) | null;
                            year?: unknown;
                            published?: unknown;
                            version?: unknown;
                            history?: unknown;
                            recount?: unknown;
                            withdrawn?: unknown;
                        };
                    };
                    version?: unknown;
                    recount?: unknown;
                    /** @description The year whose newest change would be withdrawn */
                    withdraw?: number;
                };
            };
        };
        responses: {
            /** @description What years would do to the open deadlines, before they are put in, or a withdrawal; nothing is written */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarPreview"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "publish-years": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "years": {
                 *         "2026": {
                 *           "holidays": [
                 *             "2026-12-31"
                 *           ],
                 *           "workdays": [
                 *             "2026-12-26"
                 *           ]
                 *         },
                 *         "2027": {
                 *           "holidays": [
                 *             "2027-01-01"
                 *           ],
                 *           "workdays": [],
                 *           "notice": "国办发明电〔2026〕1号"
                 *         }
                 *       }
                 *     }
                 */
                "application/json": {
                    years: {
                        [key: string]: {
                            holidays: (string | {
                                date: string;
                                name?: string;
                            })[];
                            workdays: string[];
                            /** @default {} */
                            names?: {
                                [key: string]: string;
                            };
                            notice?: (string | {
                                number: string;
                                issued?: string | null;
                            }) | null;
                            year?: unknown;
                            published?: unknown;
                            version?: unknown;
                            history?: unknown;
                            recount?: unknown;
                            withdrawn?: unknown;
                        };
                    };
                    version?: unknown;
                    recount?: unknown;
                };
            };
        };
        responses: {
            /** @description Puts several years into the calendar as one change; every open deadline is counted again */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarYears"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "ask-supplement": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "items": [
                 *         "涉案人员名单",
                 *         "现场照片"
                 *       ]
                 *     }
                 */
                "application/json": {
                    items: string[];
                };
            };
        };
        responses: {
            /** @description Asks the sender for what is missing, and keeps the clue */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        supplementId: string;
                        transfer: components["schemas"]["Transfer"];
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "give-supplement": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "note": "已补充涉案人员名单"
                 *     }
                 */
                "application/json": {
                    note: string;
                };
            };
        };
        responses: {
            /** @description Says that what the receiver asked for was supplied */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "recall-transfer": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "误移送"
                 *     }
                 */
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Takes back what was dispatched and is not yet acknowledged */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transfer"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "read-tasks": {
        parameters: {
            query?: {
                kind?: "dispatch" | "acknowledge" | "correct" | "supplement" | "feedback" | "acceptance" | "outcome" | "extension-decision" | "proposal-decision";
                limit?: number;
                cursor?: string;
            };
            header?: {
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the caller’s unit owes, has newly received and has to decide, what is due first in front, counted by kind */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        unit: string;
                        /** @description Of the unit or region beside it, in the language of the answer */
                        unitName: string;
                        /** @description Of all kinds, whatever `kind` asks for */
                        counts: {
                            dispatch: number;
                            acknowledge: number;
                            correct: number;
                            supplement: number;
                            feedback: number;
                            acceptance: number;
                            outcome: number;
                            "extension-decision": number;
                            "proposal-decision": number;
                        };
                        /** @description False where the unit owes more than are counted and listed */
                        complete: boolean;
                        items: components["schemas"]["Task"][];
                        cursor?: string;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "find-transfers": {
        parameters: {
            query: {
                reference: string;
            };
            header?: {
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The transfers of the clue that bears a reference, as far as the caller sees them, the oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Transfer"][];
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "read-directory": {
        parameters: {
            query?: {
                region?: string;
                organ?: "public-security" | "discipline-inspection" | "petitions" | "procuratorate" | "court" | "judicial-administration" | "land" | "housing" | "transport" | "water" | "agriculture" | "publicity" | "cyberspace" | "leading-group-office" | "other";
                q?: string;
                limit?: number;
                cursor?: string;
            };
            header?: {
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every unit by id, name, region and organ, for every caller; nothing else of a unit */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Listed"][];
                        cursor?: string;
                    };
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "check-paper": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether a paper with this check code is what the record says, for those who see its transfer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckedPaper"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "take-out-paper": {
        parameters: {
            query?: {
                event?: number;
                content?: "true" | "false";
            };
            header?: {
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path: {
                id: string;
                kind: "transfer-letter" | "receipt" | "return-letter" | "supplement-request" | "feedback-letter" | "case-notice" | "reminder" | "escalation";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A paper of a transfer, to print, number and stamp: text/html or DOCX by Accept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            /** @description A paper comes as text/html or as DOCX */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "preview-clue": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "某工地强揽土方工程",
                 *       "text": "巡查中发现有人以暴力相威胁，强揽土方运输。",
                 *       "kinds": [
                 *         "organised-crime"
                 *       ],
                 *       "channel": "daily-enforcement",
                 *       "discoveredAt": "2026-09-24T09:00:00+08:00"
                 *     }
                 */
                "application/json": {
                    title: string;
                    text: string;
                    kinds: ("organised-crime" | "misconduct")[];
                    /** @default [] */
                    categories?: string[];
                    channel: string;
                    discoveredAt: string;
                    regionCode?: string;
                    /** @default [] */
                    subjects?: {
                        name: string;
                        kind: string;
                        idNumber?: string;
                        note?: string;
                    }[];
                    /** @default [] */
                    annexes?: {
                        name: string;
                        copies: number;
                        digest?: string;
                    }[];
                    /** @default [] */
                    recuse?: string[];
                    /** @default none */
                    classification?: string;
                    /**
                     * @default {
                     *       "anonymous": true
                     *     }
                     */
                    reporter?: {
                        /** @constant */
                        anonymous: false;
                        name: string;
                        phone: string;
                    } | {
                        /** @constant */
                        anonymous: true;
                    };
                    /** @default true */
                    dispatch?: boolean;
                };
            };
        };
        responses: {
            /** @description What a submission would come to now: who would receive it, what is due when, whom its entries meet. Nothing is registered; that it was asked goes into the log of audit */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Previewed"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "read-status": {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What operators look after: schedules, years without a calendar, mails that did not surely arrive, addresses, failures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
    "import-units": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first response again; kept for seven days */
                "Idempotency-Key"?: string;
                /**
                 * @description The version that was decided on, as the answers give it
                 * @example "3"
                 */
                "If-Match"?: string;
                /**
                 * @description zh or en: of names, bases and problems; Chinese where none is named
                 * @example en
                 */
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "csv": "unitId,name,organ,regionCode,emails,supervisors\n371402-housing,德城区住房和城乡建设局,housing,371402,housing@371402.example,分管负责人 <supervisor.housing@371402.example>\n"
                 *     }
                 */
                "application/json": {
                    csv: string;
                    /** @default false */
                    apply?: boolean;
                    /** @default {} */
                    seen?: {
                        [key: string]: number | null;
                    };
                };
            };
        };
        responses: {
            /** @description What lines of a register as CSV would change; with `apply` puts the units, all or, where a line has a fault, none. Repeated, it goes on where it ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitImport"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            431: components["responses"]["431"];
            500: components["responses"]["500"];
            503: components["responses"]["503"];
        };
    };
}
