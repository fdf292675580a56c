/** The events by which Step Functions tells of executions that ended otherwise than in success, as EventBridge matches them: what `hears: 'ended-executions'` hears. */
export const endedExecutions = {
  source: 'aws.states',
  detailType: 'Step Functions Execution Status Change',
  statuses: ['FAILED', 'TIMED_OUT', 'ABORTED'],
} as const;
