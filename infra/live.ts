/** The alias of the state machine by which executions start: it leads to the version that a release has put in force. */
export const live = 'live';
